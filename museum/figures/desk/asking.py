"""Which period, under which campaign: what an address of the figures asks for."""

import datetime

from museum.campaigns import Campaign
from museum.figures.periods import Period, until_today, usual
from museum.figures.reckoning import Reckoning

FIRST_YEAR, LAST_YEAR = 1900, 2200


def period_of(asked) -> Period:
    """Return the period of ?year= or ?from=&until=; the usual one where nothing sensible is asked.

    A period asked the wrong way round is turned.
    """
    year = asked.get("year", "")
    if year.isdecimal() and FIRST_YEAR <= int(year) <= LAST_YEAR:
        return until_today(int(year))
    first, last = _day(asked.get("from", "")), _day(asked.get("until", ""))
    if first and last:
        return Period(min(first, last), max(first, last))
    return usual()


def campaign_of(asked) -> Campaign | None:
    key = asked.get("campaign", "")
    return (
        Campaign.objects.filter(pk=int(key)).first() if key.isdecimal() and len(key) < 10 else None
    )


def reckoning_of(asked) -> Reckoning:
    return Reckoning(period_of(asked), campaign_of(asked))


def query_of(reckoning: Reckoning) -> str:
    more = f"&campaign={reckoning.campaign.pk}" if reckoning.campaign else ""
    return reckoning.period.query + more


def _day(text: str) -> datetime.date | None:
    try:
        day = datetime.date.fromisoformat(text)
    except ValueError:
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None
