"""征集接收: the list of receipts, and one receipt with all that came of it. Nothing is edited here."""

import uuid

import django_filters
from django.db.models import Prefetch, Q
from django.forms import CheckboxSelectMultiple
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import HeaderButton

from museum.catalogue.desk import history
from museum.catalogue.desk.columns import Cell
from museum.catalogue.models import Donation, Holding, Photo, RegisterEntry
from museum.catalogue.models.holdings import Status, Way
from museum.catalogue.permissions import may
from museum.clock import day_of
from museum.desk.viewsets import PlainList, ReadOnlyViewSet
from museum.people.naming import Naming, phone_for
from museum.pictures.models import Picture
from museum.pictures.serving import served

PEOPLE = ("brought_by", "owner", "received_by", "finder")


def years():
    found = Donation.objects.order_by("-year").values_list("year", flat=True).distinct()
    return [(year, str(year)) for year in found]


class DonationFilterSet(WagtailFilterSet):
    way = django_filters.MultipleChoiceFilter(
        field_name="holdings__way",
        label=_("Way of coming"),
        choices=Way.choices,
        widget=CheckboxSelectMultiple,
    )
    status = django_filters.MultipleChoiceFilter(
        field_name="holdings__status",
        label=_("What became of it"),
        choices=Status.choices,
        widget=CheckboxSelectMultiple,
    )
    naming = django_filters.MultipleChoiceFilter(
        label=_("How the giver is named"), choices=Naming.choices, widget=CheckboxSelectMultiple
    )
    year = django_filters.MultipleChoiceFilter(
        label=_("Year of the receipt"), choices=years, widget=CheckboxSelectMultiple
    )
    happened_at = django_filters.DateFromToRangeFilter(
        label=_("Day it came"), widget=DateRangePickerWidget
    )

    class Meta:
        model = Donation
        fields: list[str] = []


def day(donation: Donation):
    return day_of(donation.happened_at)


def titles(donation: Donation) -> str:
    names = [holding.item.title for holding in donation.lines]  # type: ignore[attr-defined]  # the list fetches them
    shown = "、".join(names[:4]) + ("…" if len(names) > 4 else "")
    return f"{len(names)}　{shown}"


class ReceiptCell(Cell):
    def __init__(self, name, *, get_url=None, **kwargs):
        self.get_url = get_url
        super().__init__(name, **kwargs)

    def get_cell_context_data(self, instance, parent_context):
        context = super().get_cell_context_data(instance, parent_context)
        return context | {"day": day(instance), "link_url": self.get_url(instance)}


class DonationIndexView(PlainList):
    add_item_label = _("Receive things")

    def get_base_queryset(self):
        lines = Holding.objects.filter(part=0).order_by("line").select_related("item")
        lines = lines.only("donation_id", "line", "item__title")
        return Donation.objects.select_related(*PEOPLE).prefetch_related(
            Prefetch("holdings", lines, to_attr="lines")
        )

    def search_queryset(self, queryset):
        return super().search_queryset(queryset).distinct() if self.is_searching else queryset

    def get_add_url(self):
        return reverse("receiving:receive") if may(self.request.user, "receive") else None

    @cached_property
    def columns(self):
        return [
            self._get_title_column("label", ReceiptCell, classname="desk-receipt"),
            Column("day", label=_("Day it came"), accessor=day, sort_key="happened_at",
                   classname="desk-minor"),
            Column("giver", label=_("Giver as named"), accessor="giver_as_named",
                   classname="desk-minor"),
            Column(
                "brought_by",
                label=pgettext_lazy("paper", "Brought by"),
                accessor="brought_by",
                classname="desk-minor",
            ),
            Column("titles", label=_("What came"), accessor=titles),
        ]  # fmt: skip

    def _get_title_column_class(self, column_class):
        return column_class

    def get_edit_url(self, instance):
        return None

    def get_list_more_buttons(self, instance):
        return []


class DonationInspectView(generic.InspectView):
    any_permission_required = ["view"]
    template_name = "catalogue/receiving/donation.html"
    page_title = _("Receipt")

    def get_object(self, queryset=None):
        return generic.models.get_object_or_404(
            Donation.objects.select_related(*PEOPLE, "recorded_by"), pk=self.pk
        )

    def get_fields_context(self):
        return []

    def get_edit_url(self):
        return None

    def get_delete_url(self):
        return None

    @cached_property
    def header_buttons(self):
        if not self.has_come:
            return []
        url = reverse("receiving:paper", args=[self.object.pk])
        return [HeaderButton(_("Print the receipt"), url=url, icon_name="doc-full")]

    @cached_property
    def lines(self):
        pictures = Prefetch("picture", Picture.objects.for_serving())
        photos = Prefetch("item__photos", Photo.objects.prefetch_related(pictures))
        holdings = self.object.holdings.filter(part=0).order_by("line")
        return list(holdings.select_related("item", "place", "donation").prefetch_related(photos))

    @property
    def has_come(self) -> bool:
        return any(holding.status != Status.OFFERED for holding in self.lines)

    def get_context_data(self, **kwargs):
        donation = self.object
        items = [holding.item_id for holding in self.lines]
        about = Q(item__in=items) | Q(donation=donation)
        return super().get_context_data(**kwargs) | {
            "donation": donation,
            "day": day(donation),
            "people": list(self._people()),
            "lines": [self._line(holding) for holding in self.lines],
            "offered": [each for each in self.lines if each.status == Status.OFFERED],
            "has_come": self.has_come,
            "may_receive": may(self.request.user, "receive"),
            "key": uuid.uuid4(),
            "entries": history.told(RegisterEntry.objects.filter(about)),
        }

    def _people(self):
        """Yield (what they did, person, telephone as the viewer may see it, address of their page)."""
        roles = [
            (pgettext_lazy("paper", "Brought by"), self.object.brought_by),
            (_("Belongs to"), self.object.owner),
            (pgettext_lazy("paper", "Found by"), self.object.finder),
            (pgettext_lazy("paper", "Received by"), self.object.received_by),
        ]
        knows = self.request.user.has_perm("people.view_person")
        for role, person in roles:
            if person is None or (role == roles[1][0] and person == self.object.brought_by):
                continue
            url = reverse("people:inspect", args=[person.pk]) if knows else ""
            yield role, person, phone_for(person, self.request.user), url

    def _line(self, holding):
        photo = next(iter(holding.item.photos.all()), None)
        shown = served(photo.picture) if photo else None
        return {
            "holding": holding,
            "thumb": shown.thumb_url if shown else "",
            "edit_url": AdminURLFinder(self.request.user).get_edit_url(holding.item),
        }


class DonationViewSet(ReadOnlyViewSet):
    """征集接收. A list to read; its button leads to receiving."""

    model = Donation
    name = "donations"
    icon = "download"
    menu_label = _("Receipts")
    menu_order = 120
    add_to_admin_menu = True
    inspect_view_fields = ["label"]
    index_view_class = DonationIndexView
    inspect_view_class = DonationInspectView
    inspect_template_name = DonationInspectView.template_name
    filterset_class = DonationFilterSet
    search_backend_name = None
    search_fields = [
        "label",
        "holdings__item__title",
        "owner__name",
        "owner__merged_into__name",
        "brought_by__name",
        "brought_by__merged_into__name",
    ]
    form_fields: list[str] = []
