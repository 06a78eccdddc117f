"""How the list is narrowed. Every filter works beside a search term: what it filters on is named in
Item.search_fields, and a test says so for each of them."""

import django_filters
from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.active_filters import (
    ActiveFilter,
    BaseFilterAdapter,
    filter_adapter_class_registry,
)
from wagtail.admin.filters import WagtailFilterSet

from museum.catalogue.desk.waiting import QUESTIONS
from museum.catalogue.models import Donation, Item, Place, Term
from museum.catalogue.models.holdings import Status, Way
from museum.people.models import Person

YES, NO = "yes", "no"


class Tick(forms.CheckboxInput):
    """A box that says nothing while it is empty."""

    def value_from_datadict(self, data, files, name):
        return super().value_from_datadict(data, files, name) or None


class Question(django_filters.BooleanFilter):
    """One of the questions that the home counts by."""

    def __init__(self, question, **kwargs):
        self.question = question
        super().__init__(widget=Tick, **kwargs)

    def filter(self, items, ticked):
        if not ticked:
            return items
        return items.filter(pk__in=self.question(Item.objects.all()).order_by().values("pk"))


class Mine(Question):
    """What whoever looks wrote down."""

    def __init__(self, **kwargs):
        super().__init__(None, **kwargs)

    def filter(self, items, ticked):
        user = self.parent.request.user
        return items.described_by(user) if ticked else items


class TickedAdapter(BaseFilterAdapter):
    def get_active_filters(self):
        without = self.get_url_without_filter_param(self.name)
        yield ActiveFilter(self.bound_field.auto_id, self.filter.label, gettext("yes"), without)


filter_adapter_class_registry.register(Question, value=TickedAdapter)


class YesOrNo(django_filters.ChoiceFilter):
    """Yes or no, in words."""

    def __init__(self, yes, no, **kwargs):
        kwargs.setdefault("empty_label", _("Any"))
        super().__init__(choices=[(YES, yes), (NO, no)], widget=forms.RadioSelect, **kwargs)


class Several(django_filters.MultipleChoiceFilter):
    def __init__(self, choices, **kwargs):
        super().__init__(choices=choices, widget=forms.CheckboxSelectMultiple, **kwargs)


class TermFilter(django_filters.ChoiceFilter):
    """Terms of one list; the filter set fetches all lists at once."""

    def offer(self, terms):
        self.extra["choices"] = [(term.pk, _whole_name(term)) for term in terms]


def _whole_name(term) -> str:
    return f"{term.parent.name}·{term.name}" if term.parent_id else term.name


def used(model, field):
    """Those whom receipts name in field, for a short list of choices."""
    return lambda request: model.objects.filter(
        pk__in=Donation.objects.order_by().values(field).distinct()
    )


WORDS = {
    "in_review": _("Waiting for the curator"),
    "sent_back": _("Back for more"),
    "drafts": _("Being written"),
    "at_reception": _("Still at the reception"),
    "on_display_without_page": _("On display without a page"),
    "at_home": _("Back at its family’s for some days"),
    "copied_and_here": _("Photographed and not fetched home yet"),
    "comes_and_goes": _("Photographed and taken home, or fetched home"),
    "to_ask_again": _("To be asked of the family"),
    "without_photo": _("Without photo"),
    "without_story": _("Without story"),
    "without_giver": _("Without giver"),
}


class Facts(WagtailFilterSet):
    status = Several(
        Status.choices, field_name="holding__status", label=pgettext_lazy("object", "Status")
    )
    way = Several(Way.choices, field_name="holding__way", label=_("Way of coming"))
    category = TermFilter(method="in_category", label=_("Category"))
    era = TermFilter(field_name="era", label=_("Era"))
    place = django_filters.ModelChoiceFilter(
        queryset=Place.objects.all(), method="in_place", label=_("Place")
    )
    displayed = YesOrNo(_("on display"), _("not on display"), method="on_display",
                        label=_("On display"))  # fmt: skip
    page = YesOrNo(_("published"), _("not published"), method="published", label=_("Web page"))
    withdrawn = YesOrNo(_("withdrawn"), _("not withdrawn"), method="closed",
                        label=_("Withdrawn from view"))  # fmt: skip
    received_by = django_filters.ModelChoiceFilter(
        field_name="holding__donation__received_by",
        queryset=used(Person, "received_by"),
        label=_("Collected by"),
    )
    recorded_by = django_filters.ModelChoiceFilter(
        field_name="holding__donation__recorded_by",
        queryset=used(get_user_model(), "recorded_by"),
        label=_("Written down by"),
    )

    class Meta:
        model = Item
        fields: list[str] = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        found = Term.objects.of("category", "era").select_related("parent")
        self.terms = {name: [each for each in found if each.vocabulary == name]
                      for name in ("category", "era")}  # fmt: skip
        for name, terms in self.terms.items():
            self.filters[name].offer(terms)

    def in_category(self, items, name, chosen):
        chosen = int(chosen)
        within = [each.pk for each in self.terms["category"] if chosen in (each.pk, each.parent_id)]
        return items.filter(category__in=within)

    def in_place(self, items, name, place):
        return items.filter(holding__place__in=below(place))

    def on_display(self, items, name, answer):
        shown = Item.objects.on_display().order_by().values("pk")
        return items.filter(pk__in=shown) if answer == YES else items.exclude(pk__in=shown)

    def published(self, items, name, answer):
        return items.filter(live=answer == YES)

    def closed(self, items, name, answer):
        return items.filter(holding__withdrawn=answer == YES)


# The questions as boxes to tick, under the names by which the home links.
ItemFilters = type(
    "ItemFilters",
    (Facts,),
    {name: Question(asked, label=WORDS.get(name, name)) for name, asked in QUESTIONS.items()}
    | {"mine": Mine(label=_("Written down by me"))},
)


def below(place: Place) -> list[int]:
    return Place.objects.inside(place)
