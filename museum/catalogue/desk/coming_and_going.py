"""借回去的和翻拍的: one list of what a family has taken home for some days, what came to be photographed
and is still here, and what has come again. Who, since when, until when; what is late stands first."""

import datetime
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from museum.catalogue.desk import waiting
from museum.catalogue.models import Item, RegisterEntry
from museum.catalogue.permissions import LAW, may
from museum.clock import at, briefly, day_in_words, day_of, today
from museum.desk.screens import Screen
from museum.people.models import Person
from museum.people.naming import phone_for

Act = RegisterEntry.Act
REMEMBERED = datetime.timedelta(days=60)  # so long what is here again stands on the list


@dataclass(frozen=True)
class Line:
    """One thing on the list. out, back: the photographs as it went and as it came (their addresses
    for those who may open them; True where there is one, None where the question does not arise)."""

    item: Item
    who: Person | None
    phone: str
    since: datetime.date
    until: datetime.date | None = None
    back_on: datetime.date | None = None
    what_for: str = ""
    out: str | bool | None = None
    back: str | bool | None = None
    act_url: str = ""
    is_copied: bool = False

    @property
    def days_late(self) -> int:
        return max((today() - self.until).days, 0) if self.until and not self.back_on else 0

    @property
    def went(self) -> str:
        return briefly(self.since)

    @property
    def said(self) -> str:
        """When it came again; until when it stays away, or how long it has been late."""
        if self.back_on:
            return _("here again on %(day)s") % {"day": briefly(self.back_on)}
        if self.is_copied:
            return self._to_go_home()
        if self.days_late:
            return _("was to be back on %(day)s, %(days)s days late") % {
                "day": briefly(self.until or today()), "days": self.days_late}  # fmt: skip
        if self.until == today():
            return _("is to be back today")
        if self.until:
            return _("until %(day)s") % {"day": briefly(self.until)}
        return _("no day was agreed on")

    def _to_go_home(self) -> str:
        if not self.days_late:
            return _("goes home today")
        return _("was to go home the same day, %(days)s days late") % {"days": self.days_late}


def may_open(user) -> bool:
    return may(user, "fetch_home") or may(user, "hand_home")


class ComingAndGoing(Screen):
    law = LAW
    template_name = "catalogue/desk/coming_and_going.html"
    page_title = gettext_lazy("Fetched home and photographed")
    header_icon = "home"
    above = ((gettext_lazy("Objects"), "wagtailsnippets_catalogue_item:list"),)

    def may_open(self, user) -> bool:
        return may_open(user)

    def get_context_data(self, **kwargs):
        user = self.request.user
        return super().get_context_data(**kwargs) | {
            "day": day_in_words(today()),
            "at_home": at_home(user),
            "copied": copied(user),
            "here_again": here_again(user),
        }


def at_home(user) -> list[Line]:
    """What is at its family's: what is late first, what nobody agreed a day for last."""
    items = list(waiting.at_home(Item.objects.with_facts().select_related("holding__owner")))
    went = _last(Act.LENT_HOME, items)
    lines = [_at_home(item, went.get(item.pk), user) for item in items]
    return sorted(lines, key=lambda line: (line.until or datetime.date.max, line.item.pk))


def _at_home(item: Item, went: RegisterEntry | None, user) -> Line:
    holding = item.holding
    who = went.person if went and went.person else holding.owner or holding.donation.owner
    return Line(
        item, who, _phone(who, user), until=holding.home_until,
        since=day_of(went.happened_at if went else holding.last_movement.happened_at),
        what_for=went.reason if went else "", out=_photo(went, user),
        act_url=_act(item, "come-home") if may(user, "fetch_home") else "",
    )  # fmt: skip


def copied(user) -> list[Line]:
    """What came to be photographed and is still here. It was to go home on the day on which it came."""
    items = Item.objects.with_facts().select_related("holding__donation__brought_by")
    lines = []
    for item in waiting.copied_and_here(items).order_by("holding__donation__happened_at", "pk"):
        donation = item.holding.donation
        who, day = donation.brought_by or donation.owner, day_of(donation.happened_at)
        act_url = _act(item, "hand-home") if may(user, "hand_home") else ""
        lines.append(Line(item, who, _phone(who, user), since=day, until=day, act_url=act_url,
                          is_copied=True))  # fmt: skip
    return lines


def here_again(user) -> list[Line]:
    """What has come from home in these weeks, the latest first, with how it looked before and after."""
    came = _entries(Act.BACK_FROM_HOME).filter(happened_at__gte=at(today() - REMEMBERED))
    came = list(came.order_by("-happened_at", "-pk"))
    trips = _entries(Act.LENT_HOME).filter(item__in=[entry.item_id for entry in came])
    lines = []
    for back in came:
        before = [each for each in trips if each.item_id == back.item_id and each.pk < back.pk]
        went = max(before, key=lambda each: each.pk, default=None)
        if went is not None:
            lines.append(Line(
                back.item, went.person, "", since=day_of(went.happened_at),
                back_on=day_of(back.happened_at), what_for=went.reason,
                out=_photo(went, user), back=_photo(back, user),
            ))  # fmt: skip
    return lines


def _entries(act: str):
    found = RegisterEntry.objects.valid().filter(act=act)
    return found.select_related("item__holding", "person").prefetch_related("papers")


def _last(act: str, items) -> dict[int, RegisterEntry]:
    return {entry.item_id: entry for entry in _entries(act).filter(item__in=items).order_by("pk")}


def _photo(entry: RegisterEntry | None, user) -> str | bool:
    """Return where the photograph kept with an act lies, for whoever may open it; else whether there
    is one."""
    papers = list(entry.papers.all()) if entry else []
    if entry and papers and may(user, "take_back"):
        return reverse("objects:paper", args=[entry.item_id, papers[0].pk])
    return bool(papers)


def _phone(person: Person | None, user) -> str:
    return phone_for(person, user) if person else ""


def _act(item: Item, slug: str) -> str:
    back = urlencode({"next": reverse("objects:coming_and_going")})
    return f"{reverse('objects:act', args=[item.pk, slug])}?{back}"
