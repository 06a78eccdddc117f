"""Which period, under which campaign: what an address of the figures asks for."""

import datetime

from django.utils.translation import gettext as _

from museum.campaigns import Campaign
from museum.clock import today
from museum.figures.period_counts import PeriodCounts
from museum.figures.periods import Period, until_today, usual
from museum.reading.days import day_meant
from museum.refusals import refuse

FIRST_YEAR, LAST_YEAR = 1900, 2200


def period_of(asked) -> Period:
    """Return the period of ?year= or ?from=&until=; the usual one where nothing sensible is asked.

    A period asked the wrong way round is turned.
    """
    year = asked.get("year", "")
    if year.isdecimal() and len(year) == 4 and FIRST_YEAR <= int(year) <= LAST_YEAR:
        return until_today(int(year))
    first, last = _day(asked.get("from", "")), _day(asked.get("until", ""))
    if first and last:
        return Period(min(first, last), max(first, last))
    return usual()


def period_named(asked) -> Period:
    """Return the period that a form to be written names. What cannot be read is asked about, never
    taken for the usual one: it would be frozen for ever. Refuse by code: no_day, reversed."""
    if year := asked.get("year", "").strip():
        return until_today(_year(year))
    first, last = (_named(asked, each) for each in ("from", "until"))
    if first > last:
        refuse("until", _("The last day lies before the first. Look again."), "reversed")
    return Period(first, last)


def _year(text: str) -> int:
    if not (text.isdecimal() and len(text) == 4 and int(text)):
        refuse(
            "year", _("“%(said)s”? That is no year. Look again.") % {"said": text[:20]}, "no_day"
        )
    return int(text)


def _named(asked, field: str) -> datetime.date:
    text = asked.get(field, "").strip()
    if not text:
        refuse(field, _("From which day to which day? Say both."), "no_day")
    day = day_meant(text, today())
    if day is None:
        refuse(field, _("“%(said)s”? That is no day in the calendar. Look again.")
               % {"said": text[:20]}, "no_day")  # fmt: skip
    return day


def campaign_of(asked) -> Campaign | None:
    key = asked.get("campaign", "")
    return (
        Campaign.objects.filter(pk=int(key)).first() if key.isdecimal() and len(key) < 10 else None
    )


def counts_of(asked) -> PeriodCounts:
    return PeriodCounts(period_of(asked), campaign_of(asked))


def query_of(counts: PeriodCounts) -> str:
    more = f"&campaign={counts.campaign.pk}" if counts.campaign else ""
    return counts.period.query + more


def _day(text: str) -> datetime.date | None:
    day = day_meant(text, today())
    return day if day and FIRST_YEAR <= day.year <= LAST_YEAR else None
