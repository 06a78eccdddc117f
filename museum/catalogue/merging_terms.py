"""Two words of a code list turn out to mean one thing: what has the one has the other from now on."""

from collections import Counter

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from museum import ledger
from museum.catalogue.models import Item, Term
from museum.catalogue.permissions import demand
from museum.refusals import refuse

CHOSEN = [
    each.name for each in Item._meta.get_fields() if each.many_to_one and each.related_model is Term
]
MATERIALS = Item.materials.through


def uses(*vocabularies: str) -> Counter[int]:
    """Return how many objects have each term of these lists, by its key."""
    found: Counter[int] = Counter()
    for name in CHOSEN:
        if name in vocabularies:
            rows = Item.objects.exclude(**{name: None}).order_by().values_list(name)
            found.update(dict(rows.annotate(n=models.Count("pk"))))
    if "material" in vocabularies:
        rows = MATERIALS.objects.order_by().values_list("term")
        found.update(dict(rows.annotate(n=models.Count("pk"))))
    return found


def check_merge(term: Term, into: Term, *, by) -> None:
    """Refuse by code: forbidden, same, other_list, has_parts, out_of_use."""
    demand(by, "change_terms")
    if term.pk == into.pk:
        refuse("into", _("That is the same word."), "same")
    if term.vocabulary != into.vocabulary:
        refuse("into", _("“%(name)s” stands on another list.") % {"name": into.name}, "other_list")
    if into.out_of_use:
        refuse("into", _("“%(name)s” is out of use.") % {"name": into.name}, "out_of_use")
    if term.children.exists():
        refuse(None, _("Other words stand under “%(name)s”. Merge those first.")
               % {"name": term.name}, "has_parts")  # fmt: skip


@transaction.atomic
def merge(term: Term, into: Term, *, by) -> int:
    """Give every object that has term the other one, drafts too; term goes out of use. Returns how many
    objects it were."""
    terms = Term.objects.select_for_update().order_by("pk").in_bulk([term.pk, into.pk])
    term, into = terms[term.pk], terms[into.pk]
    check_merge(term, into, by=by)
    changed = uses(term.vocabulary)[term.pk]
    for name in CHOSEN:
        if name == term.vocabulary:
            Item.objects.filter(**{name: term}).update(**{name: into})
    both = MATERIALS.objects.filter(term=into).values("item")
    MATERIALS.objects.filter(term=term, item__in=both).delete()
    MATERIALS.objects.filter(term=term).update(term=into)
    _in_drafts(term, into)
    term.out_of_use = True
    term.save(update_fields=["out_of_use"])
    ledger.write("catalogue.terms_merged", term, by=by, happened_at=timezone.now(), into=into.pk,
                 objects=changed)  # fmt: skip
    return changed


def _in_drafts(term: Term, into: Term) -> None:
    """A draft that is published later must not bring the old word back."""
    name = {"material": "materials"}.get(term.vocabulary, term.vocabulary)
    drafts = Item.objects.filter(latest_revision__isnull=False).select_related("latest_revision")
    if name == "materials":
        drafts = drafts.filter(latest_revision__content__has_key=name)
    else:
        drafts = drafts.filter(**{f"latest_revision__content__{name}": term.pk})
    for item in drafts.iterator(chunk_size=200):
        revision = item.latest_revision
        held = revision.content.get(name)
        if isinstance(held, list):
            if term.pk not in held:
                continue
            revision.content[name] = list(
                dict.fromkeys(into.pk if pk == term.pk else pk for pk in held)
            )
        else:
            revision.content[name] = into.pk
        revision.save(update_fields=["content"])
