"""What a line of the list says."""

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column
from wagtail.permissions import policy_registry

from museum.catalogue.models import Item, Photo
from museum.catalogue.models.holdings import GONE
from museum.pictures import sizes
from museum.pictures.models import Rendition

TICKED = "ticked"  # which boxes are ticked when the list is shown again


def listed():
    """Objects with everything that a line of the list says, in a fixed number of queries."""
    thumbs = [sizes.spec(sizes.THUMB, is_drawing=drawn) for drawn in (False, True)]
    copies = Rendition.objects.filter(filter_spec__in=thumbs)
    photos = Photo.objects.select_related("picture").prefetch_related(
        Prefetch("picture__renditions", copies, to_attr="prefetched_renditions")
    )
    return (
        Item.objects.with_facts()
        .select_related("era", "latest_revision")
        .with_review()
        .prefetch_related(Prefetch("photos", photos))
    )


class Cell(Column):
    """A column with a template of its own under catalogue/desk/columns/."""

    def __init__(self, name, *, accessor=None, **kwargs):
        super().__init__(name, accessor=accessor or name, **kwargs)
        self.cell_template_name = f"catalogue/desk/columns/{name}.html"


class Tick(BulkActionsCheckboxColumn):
    """The box for an act with many, ticked where somebody comes back from one."""

    cell_template_name = "catalogue/desk/columns/tick.html"

    def get_cell_context_data(self, instance, parent_context):
        context = super().get_cell_context_data(instance, parent_context)
        ticked = context["request"].GET.getlist(TICKED)
        return context | {"is_ticked": str(instance.pk) in ticked}


class Thumbnail(Cell):
    """The first picture; where there is none, a plate that leads to taking one."""

    def get_cell_context_data(self, instance, parent_context):
        context = super().get_cell_context_data(instance, parent_context)
        user = context["request"].user
        policy = policy_registry.get_by_type(Item)
        if policy.user_has_permission_for_instance(user, "change", instance):
            context["take_url"] = reverse("objects:photograph", args=[instance.pk])
        return context


def thumbnails(item: Item, most: int | None = None, bound=sizes.THUMB) -> list[dict]:
    """Return what an <img> of each picture needs; nothing of those that cannot be shown."""
    found = []
    for photo in list(item.photos.all())[:most]:
        picture = photo.picture
        try:
            copy = picture.get_rendition(sizes.spec(bound, is_drawing=picture.is_drawing))
        except OSError:
            continue
        words = {"alt": photo.alt or item.title, "caption": photo.caption}
        found.append({"url": copy.url, "width": copy.width, "height": copy.height} | words)
    return found


def thumbnail(item: Item) -> dict | None:
    return next(iter(thumbnails(item, 1)), None)


def giver(item: Item) -> str:
    return item.holding.donation.giver_as_named


def place(item: Item) -> str:
    return str(item.holding.whereabouts)


def page_state(item: Item) -> str:
    """Return where the description stands on its way to the public page, as one word."""
    state = item.current_workflow_state
    if state and item.holding.status in GONE:
        return "over"
    if state and state.status == state.STATUS_IN_PROGRESS:
        return "read"
    if state:
        return "back"
    if not item.live:
        return "draft"
    return "changed" if item.has_unpublished_changes else "live"


PAGE_STATES = {
    "read": _("the curator is reading"),
    "back": _("sent back"),
    "over": _("no longer read: it did not stay"),
    "draft": _("being written"),
    "changed": _("published, with a newer draft"),
    "live": _("published"),
}


def columns():
    """The columns beside checkbox and title, which the list view makes itself."""
    return {
        "before": [
            Thumbnail("thumbnail", label=_("Photo"), accessor=thumbnail, width="84px"),
            Cell("number", label=_("Number"), sort_key="number", classname="number desk-minor"),
        ],
        "after": [
            Cell("giver", label=_("Giver"), accessor=giver, classname="desk-minor"),
            Cell("place", label=_("Place"), accessor=place, sort_key="place",
                 classname="desk-minor"),
            Cell("status", label=pgettext_lazy("object", "Status"), accessor="holding.get_status_display",
                 sort_key="status"),
            Cell("page", label=_("Web page"), accessor=lambda item: PAGE_STATES[page_state(item)],
                 classname="desk-minor"),
        ],
    }  # fmt: skip
