"""接收凭条 on paper: A4, two copies, as many pages as it takes."""

import math
import re
from dataclasses import dataclass, field
from typing import NamedTuple

from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from wagtail.admin import messages

from museum.accounts.roles import CURATOR, KEEPER, REGISTRAR
from museum.catalogue.models import Donation, Holding, Photo, RegisterEntry
from museum.catalogue.models.holdings import STILL_THE_OWNERS, Standing, Way
from museum.institution import Museum
from museum.numbering import SHANGHAI
from museum.people.models import Person
from museum.people.naming import masked
from museum.pictures.models import Picture
from museum.pictures.serving import served
from museum.public import museum

# Millimetres as paper.css sets them, so that the pages can be counted before they are printed.
ROOM = 265
HEAD, WHO, WHO_ROW, LEAD, FOOT = 24.5, 8, 9, 17, 9
TOTAL, TERM, TERMS = 10, 6.3, 9
LINE, TITLE_LINE = 5.6, 6
# Full-width characters that fit on a line of a column.
IN_TITLE, IN_NAMES, IN_WAY, IN_CONDITION, IN_TERM = 8, 9, 5, 12, 46


class Density(NamedTuple):
    picture: float
    padding: float
    sign: float


ON_ONE_PAGE = 6
LOOSE, TIGHT = Density(17, 3.8, 36), Density(13, 3.4, 32)


@dataclass(frozen=True)
class Line:
    number: int
    title: str
    other_names: str
    picture: str
    quantity: str
    pieces: int
    way: str
    way_note: str
    is_framed: bool
    condition: str
    conditions: str

    def height(self, density: Density) -> float:
        names = _("also called %(names)s") % {"names": self.other_names} if self.other_names else ""
        agreed = _("Agreed: %(words)s") % {"words": self.conditions} if self.conditions else ""
        name = TITLE_LINE * _lines(self.title, IN_TITLE) + LINE * _lines(names, IN_NAMES)
        state = LINE * (_lines(self.condition, IN_CONDITION) + _lines(agreed, IN_CONDITION))
        way = LINE * (1.2 + _lines(self.way_note, IN_WAY))
        return max(density.picture, name, state, way) + density.padding


@dataclass
class Page:
    number: int
    lines: list[Line]
    is_first: bool = False
    is_last: bool = False


@dataclass
class Paper:
    """What the receipt says, and how it falls into pages."""

    number: str
    day: str
    who: list[tuple[str, str]]
    signer: str
    lines: list[Line]
    terms: list[tuple[str, str]]
    is_tight: bool = False
    pages: list[Page] = field(default_factory=list)

    @property
    def pieces(self) -> int:
        return sum(line.pieces for line in self.lines)


def _lines(text: str, width: int) -> int:
    length = sum(0.55 if ord(each) < 0x2000 else 1 for each in text)
    return math.ceil(length / width)


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
    return render(request, "catalogue/desk/receipt.html", {
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
        who=_who(donation, holdings),
        signer=_("Whoever brought it (signature or thumbprint)") if donation.owner_id
        else _("Whoever found it (signature)"),
        lines=lines,
        terms=_terms({holding.way for holding in holdings}, bool(donation.owner_id)),
    )  # fmt: skip
    _paginate(written)
    return written


def _come(donation):
    pictures = Prefetch("picture", Picture.objects.for_serving())
    return (
        donation.holdings.filter(part=0)
        .exclude(standing=Standing.OFFERED)
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
        if holding.way == Way.LOAN else "",
        is_framed=holding.way in STILL_THE_OWNERS,
        condition=item.condition,
        conditions=holding.conditions,
    )  # fmt: skip


def _day(donation, holdings) -> str:
    """Return the day on which the things came, which may lie after the day they were offered."""
    came = RegisterEntry.objects.filter(
        act=RegisterEntry.Act.RECEIVED, item__in=[holding.item_id for holding in holdings]
    ).order_by("-happened_at").values_list("happened_at", flat=True).first()  # fmt: skip
    return date_format((came or donation.happened_at).astimezone(SHANGHAI), "Y年n月j日 l")


def _who(donation, holdings) -> list[tuple[str, str]]:
    """Return the facts at the head of the paper, two a row. What nobody knows is left to the pen."""
    receiver = _receiver(donation.received_by)
    if not donation.owner_id:
        return [
            (pgettext("paper", "Found by"), donation.finder.name),
            (pgettext("paper", "Found where"), donation.found_where),
            (pgettext("paper", "Received by"), receiver),
        ]
    person = donation.brought_by or donation.owner
    behalf = f"（{donation.on_behalf}）" if donation.on_behalf else ""
    named = _("objects “%(giver)s”") % {"giver": donation.giver_as_named}
    tellers = dict.fromkeys(
        story.teller_as_named for holding in holdings for story in holding.item.stories.all()
    )
    teller = "、".join(filter(None, tellers)) or "　　　　"
    facts = [
        (pgettext("paper", "Brought by"), person.name + behalf),
        (pgettext("paper", "Telephone"), masked(person.phone)),
        (_("Lived in"), _group(person)),
        (_("Lives in"), person.building),
        (_("Named as"), named + _(", stories “%(teller)s”") % {"teller": teller}),
        (pgettext("paper", "Received by"), receiver),
    ]
    if donation.owner_id != person.pk and donation.owner.name not in donation.giver_as_named:
        facts.append((_("Belongs to"), donation.owner.name))
    return facts


def _group(person: Person) -> str:
    """Return 石榴湾三组 for a bare 三组 of this village, and other words as they were written."""
    bare = re.fullmatch(r"第?[一二三四五六七八九十\d]+组", person.former_group)
    return (Museum.load().village if bare else "") + person.former_group


def _receiver(person: Person | None) -> str:
    if person is None:
        return ""
    groups = set(person.user.groups.values_list("name", flat=True)) if person.user_id else set()
    roles = {
        CURATOR: pgettext("paper", "curator"),
        REGISTRAR: pgettext("paper", "volunteer"),
        KEEPER: pgettext("paper", "keeper"),
    }
    role = next((word for group, word in roles.items() if group in groups), "")
    return f"{person.name}（{role}）" if role else person.name


def _terms(ways: set[str], has_giver: bool) -> list[tuple[str, str]]:
    """Return (word in bold, sentence): only what concerns these things."""
    known = {
        Way.GIFT: _(
            "once the curator accepts it, it belongs to the museum, and you get a certificate. "
            "What is not accepted is given back as it came."
        ),
        Way.DEPOSIT: _(
            "it stays your family’s; with this paper you can fetch it at any time. "
            "On display it is marked as kept for your family."
        ),
        Way.LOAN: _("it stays yours and comes back to you when the loan ends."),
        Way.PURCHASE: _(
            "the price stands on its own slip, and the museum owns it once it is paid."
        ),
        Way.TRANSFER: _("once the curator accepts it, it belongs to the museum."),
        Way.FOUND: _(
            "nobody brought it. If somebody knows whose it is, it goes back to its family."
        ),
    }
    terms = [(Way(way).label, sentence) for way, sentence in known.items() if way in ways]
    last = _("There is no collection number yet; you will be told it when it is given.")
    if has_giver:
        last += _(
            " Your telephone number is only for asking about these things and is not published."
        )
    return [*terms, ("", last)]


def _paginate(paper: Paper) -> None:
    """Fill pages from the front. The last keeps the signatures, and never signatures alone."""
    rows = math.ceil(len(paper.who) / 2)
    first = ROOM - HEAD - WHO - WHO_ROW * rows - LEAD - FOOT
    closing = TOTAL + TERMS
    closing += TERM * sum(_lines(word + said, IN_TERM) for word, said in paper.terms)
    for density in (LOOSE, TIGHT):
        needed = sum(line.height(density) for line in paper.lines)
        if len(paper.lines) <= ON_ONE_PAGE and needed <= first - closing - density.sign:
            paper.is_tight = density is TIGHT
            paper.pages = [Page(1, paper.lines, is_first=True, is_last=True)]
            return
    parts = _divide(paper.lines, first, ROOM - HEAD - LEAD / 2 - FOOT, closing + LOOSE.sign)
    paper.pages = [
        Page(number, lines, is_first=number == 1, is_last=number == len(parts))
        for number, lines in enumerate(parts, start=1)
    ]


def _divide(lines: list[Line], first: float, after: float, closing: float) -> list[list[Line]]:
    pages: list[list[Line]] = [[]]
    left = first
    for line in lines:
        need = line.height(LOOSE)
        if need > left and pages[-1]:
            pages.append([])
            left = after
        pages[-1].append(line)
        left -= need
    if left < closing and len(pages[-1]) > 1:
        pages.append([pages[-1].pop()])
    return pages
