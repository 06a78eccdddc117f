"""接收凭条 on paper: A4, two copies, as many pages as it takes."""

from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from wagtail.admin import messages

from museum.catalogue.desk.receiving import wording
from museum.catalogue.desk.receiving.pages import Line, Paper, paginate
from museum.catalogue.models import Donation, Holding, Photo, RegisterEntry
from museum.catalogue.models.holdings import STILL_THE_OWNERS, Status, Way
from museum.clock import day_of
from museum.pictures.models import Picture
from museum.pictures.serving import served
from museum.public import museum


@never_cache
def paper(request, pk):
    """Show the receipt as it is printed. Nobody sees a whole telephone number on it."""
    if not request.user.has_perm("catalogue.view_donation"):
        raise PermissionDenied
    people = ("brought_by", "owner", "finder", "received_by__user")
    donation = get_object_or_404(Donation.objects.select_related(*people), pk=pk)
    written = write(donation)
    if not written.lines:
        messages.warning(request, _("Nothing of it has come yet, so there is nothing to receipt."))
        return redirect(reverse("donations:inspect", args=[pk]))
    return render(request, "catalogue/receiving/receipt.html", {
        "museum": museum(),
        "donation": donation,
        "paper": written,
        "copies": [
            _("First copy, for whoever brought it"),
            _("Second copy, kept in the museum"),
        ],
    })  # fmt: skip


def write(donation: Donation) -> Paper:
    """Write the receipt for what has come of a donation."""
    holdings = _as_they_came(list(_come(donation)))
    lines = [_line(number, holding) for number, holding in enumerate(holdings, start=1)]
    written = Paper(
        number=donation.label,
        day=_day(donation, holdings),
        who=wording.who(donation, holdings),
        signer=_("Whoever brought it (signature or thumbprint)") if donation.owner_id
        else _("Whoever found it (signature)"),
        lines=lines,
        lead=wording.lead({holding.way for holding in holdings}),
        terms=wording.terms({holding.way for holding in holdings}, bool(donation.owner_id)),
    )  # fmt: skip
    paginate(written)
    return written


def _come(donation):
    pictures = Prefetch("picture", Picture.objects.for_serving())
    return (
        donation.holdings.filter(part=0)
        .exclude(status=Status.OFFERED)
        .order_by("line")
        .select_related("item")
        .prefetch_related(
            Prefetch("item__photos", Photo.objects.prefetch_related(pictures)),
            "item__stories__teller",
        )
    )


def _as_they_came(holdings: list[Holding]) -> list[Holding]:
    """Put back, for this paper alone, what has become a gift since: it was signed as a deposit."""
    became = RegisterEntry.objects.filter(
        act=RegisterEntry.Act.BECAME_GIFT, item__in=[holding.item_id for holding in holdings]
    )
    given = set(became.values_list("item", flat=True))
    for holding in holdings:
        if holding.item_id in given:
            holding.way = Way.DEPOSIT
    return holdings


def _line(number: int, holding: Holding) -> Line:
    item = holding.item
    photo = next(iter(item.photos.all()), None)
    shown = served(photo.picture) if photo else None
    quantity = f"{item.quantity}{item.unit}"
    if item.pieces != item.quantity:
        quantity += " " + _("%(count)d pieces") % {"count": item.pieces}
    return Line(
        number=number,
        title=item.title,
        other_names=item.other_names,
        picture=shown.thumb_url if shown else "",
        quantity=quantity,
        pieces=item.pieces,
        way=holding.get_way_display(),
        way_note=_("until %(day)s") % {"day": date_format(holding.loan_ends, "Y年n月j日")}
        if holding.way == Way.LOAN and holding.loan_ends else "",
        is_framed=holding.way in STILL_THE_OWNERS,
        condition=item.condition,
        conditions=holding.conditions,
    )  # fmt: skip


def _day(donation, holdings) -> str:
    """Return the day on which the things came, which may lie after the day they were offered."""
    came = RegisterEntry.objects.filter(
        act=RegisterEntry.Act.RECEIVED, item__in=[holding.item_id for holding in holdings]
    ).order_by("-happened_at").values_list("happened_at", flat=True).first()  # fmt: skip
    return date_format(day_of(came or donation.happened_at), "Y年n月j日 l")
