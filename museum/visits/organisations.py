"""Schools, offices, companies that come: known by name, suggested at the door, written down once."""

from django.db.models import F, Max

from museum import numbering
from museum.people import meeting
from museum.people.knowing import holding, likely_same
from museum.people.models import Person
from museum.visits.models import Visit, VisitOrganisation
from museum.visits.slips import Slip

SUGGESTED = 12


def suggested(words: str) -> list[dict]:
    """Return organisations whose name holds words, who came last first, each with the origin and
    the kind of its last visit."""
    found = list(
        (
            Person.objects.one_each()
            if not words.strip()
            else Person.objects.filter(pk__in=holding(words), erased_at=None)
        )
        .filter(kind=Person.Kind.ORGANISATION)
        .annotate(last=Max("visits__visit__day"))
        .order_by(F("last").desc(nulls_last=True), "-pk")
        .values_list("pk", "name")[:SUGGESTED]
    )
    keys = [pk for pk, _name in found]
    last: dict[int, Visit] = {}
    lines = VisitOrganisation.objects.filter(
        organisation__in=keys, visit__in=Visit.objects.current()
    )
    for each in lines.select_related("visit").order_by("visit__day", "pk"):
        last[each.organisation_id] = each.visit
    return [
        {
            "name": name,
            "origin": last[pk].origin if pk in last else "",
            "kind": last[pk].kind if pk in last else "",
        }
        for pk, name in found
    ]


def called(name: str, *, by) -> Person:
    """Return the organisation of this name, new where it is not known. Inside a verb's lock."""
    name = " ".join(name.split())[:60]
    same = [each for each in likely_same(name) if each.kind == Person.Kind.ORGANISATION]
    return (
        same[0]
        if same
        else Person.objects.create(
            kind=Person.Kind.ORGANISATION, name=name, typed_by=by, handed_in=True
        )
    )


def all_of(slip: Slip, *, by) -> list[Person]:
    """Return the organisations of a slip, each once. Inside a verb's transaction."""
    found: dict[int, Person] = {}
    if any(isinstance(each, str) for each in slip.organisations):
        # Two doors that hear of a new school at once write it down once.
        numbering.lock("organisation")
    for each in slip.organisations:
        if isinstance(each, str):
            if not each.strip():
                continue
            # Asked once more here: two writings on one slip are known only one after the other.
            meeting.check_body(each.strip(), field="organisations", is_new=slip.bodies_are_new)
            each = called(each, by=by)
        found.setdefault(each.pk, each)
    return list(found.values())
