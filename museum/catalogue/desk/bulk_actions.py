"""One act for many objects, with one reason: all of them, or none, but for those that stand in its way and are
ticked to stay as they are."""

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.utils import set_query_params
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from museum.catalogue.desk.act_views import arguments_of
from museum.catalogue.desk.acts import ACTS
from museum.catalogue.desk.columns import TICKED
from museum.catalogue.desk.in_the_way import Offender, in_the_way
from museum.catalogue.models import Holding, Item
from museum.catalogue.permissions import demand, may
from museum.clock import dated
from museum.desk.forms import put
from museum.ledger import row_key
from museum.refusals import refuse, sentences


class OneActForMany(SnippetBulkAction):
    models = [Item]
    template_name = "catalogue/desk/bulk_act.html"
    act = None
    offenders: Sequence[Offender] = ()

    def __init__(self, request, model):
        super().__init__(request, model)
        self.next_url = set_query_params(self.next_url, {TICKED: None})

    @classmethod
    def address(cls):
        return reverse("wagtail_bulk_action", args=["catalogue", "item", cls.action_type])

    def check_perm(self, item):
        return may(self.request.user, self.act.right)

    @classmethod
    def get_queryset(cls, model, object_ids):
        keys = [each for each in object_ids if str(each).isdecimal()]
        return list(Item.objects.with_facts().filter(pk__in=keys))

    def get_all_objects_in_listing_query(self, parent_id):
        # "All" would be every object of the museum, whatever the list is narrowed to.
        return []

    def get_form_class(self):
        return self.act.form

    def get_form_kwargs(self):
        items, _without = self.get_actionable_objects()
        holdings = Holding.objects.filter(item__in=[item.pk for item in items]).select_related(
            "item", "donation", "place", "last_movement"
        )
        return super().get_form_kwargs() | {"holdings": list(holdings)}

    def form_valid(self, form):
        try:
            demand(self.request.user, self.act.right)
            if not form.holdings:
                refuse(None, gettext("Nothing is ticked yet. Go back and tick some."), "empty")
            given = arguments_of(form)
            self.offenders = in_the_way(self.act.slug, form.holdings, given, by=self.request.user)
            if any(each.holding.item_id not in self.stays for each in self.offenders):
                return self.form_invalid(form)
            if all(each.item_id in self.stays for each in form.holdings):
                refuse(
                    None, gettext("All of them stay as they are; there is nothing to do."), "empty"
                )
            return super().form_valid(form)
        except ValidationError as refusal:
            put(form, refusal)
            return self.form_invalid(form)

    @classmethod
    def execute_action(cls, objects, self=None, **kwargs):
        given = arguments_of(self.cleaned_form)
        objects = [each for each in objects if each.pk not in self.stays]
        self.do(objects, by=self.request.user, **given)
        return len(objects), 0

    @property
    def stays(self) -> set[int]:
        """The keys of those that were in the way and are ticked: they stay as they are."""
        said = self.request.POST.getlist("stays")
        return {int(each) for each in said if each.isdecimal()}

    def do(self, items, **given):
        self.act.do(items, **given)

    def get_success_message(self, count, children):
        words = {"act": self.act.label, "count": count}
        given = self.cleaned_form.cleaned_data
        words["place"] = given.get("destination")
        said = gettext("%(act)s: %(count)s objects now stand in %(place)s.")
        if words["place"] is None:
            said = gettext("%(act)s: %(count)s objects.")
        return dated(said % words, given.get("happened_at"))

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        try:
            demand(self.request.user, self.act.right)
        except ValidationError as refusal:
            context["refused"] = sentences(refusal)
        staying = {each.holding.item_id for each in self.offenders}
        return context | {
            "act": self.act,
            "offenders": self.offenders,
            "staying": staying,
            "going": len(context["items"]) - len(staying),
            # Who leaves it finds the list as it was, with the same ticks.
            "next": set_query_params(
                self.next_url, {TICKED: [each["item"].pk for each in context["items"]]}
            ),
        }


def of(act, **more):
    """Return the bulk action for act."""
    return type(
        f"Bulk{act.slug.title().replace('-', '')}",
        (OneActForMany,),
        {
            "act": act,
            "display_name": act.label,
            "aria_label": act.label,
            "action_type": act.slug.replace("-", "_"),
            **more,
        },
    )


def accept_each(self, items, *, key, **given):
    for item in items:
        self.act.do(item, key=row_key(key, item.pk), **given)


class Nothing(SnippetBulkAction):
    """In the place of Wagtail's bulk deletion: objects are never deleted."""

    models = [Item]
    display_name = aria_label = _("Delete")
    action_type = "delete"

    def dispatch(self, request, *args, **kwargs):
        raise PermissionDenied


BULK_ACTIONS = [
    of(ACTS["move"], action_priority=10),
    of(ACTS["display"], action_priority=20),
    of(ACTS["take-off"], action_priority=30),
    of(ACTS["accept"], action_priority=40, do=accept_each),
]


def offered_to(user) -> list[type[OneActForMany]]:
    return [each for each in BULK_ACTIONS if may(user, each.act.right)]
