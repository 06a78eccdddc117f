"""When an act is offered: what its button asks of an object's facts. The verb asks again.

A part has no decisions of its own: its whole is accepted, given back or taken off the register.
"""

from museum.catalogue import describing, fetching_home, mourning, moving, returning, taking_back
from museum.catalogue.models import Holding, RegisterEntry
from museum.catalogue.models.holdings import IN_THE_MUSEUM, STILL_THE_OWNERS, Status, Way
from museum.catalogue.permissions import may


def offered_so_far(holding: Holding) -> bool:
    return not holding.part and holding.status == Status.OFFERED


def received(holding: Holding) -> bool:
    return not holding.part and holding.status == Status.RECEIVED


def undecided(holding: Holding) -> bool:
    return offered_so_far(holding) or received(holding)


def accessioned(holding: Holding) -> bool:
    return not holding.part and holding.status == Status.ACCESSIONED


def found_without_a_label(holding: Holding) -> bool:
    return received(holding) and holding.way == Way.FOUND


def deposited(holding: Holding) -> bool:
    return accessioned(holding) and holding.way == Way.DEPOSIT


def declined_and_not_fetched(holding: Holding) -> bool:
    """What was recognised as a known object is declined too, and is nothing to be accepted."""
    is_declined = not holding.part and holding.status == Status.DECLINED
    return is_declined and holding.matched_to_id is None and holding.is_here


def goes_back(holding: Holding) -> bool:
    if holding.part:
        return False
    if holding.status == Status.ACCESSIONED:
        return holding.way in STILL_THE_OWNERS
    return holding.status in (Status.RECEIVED, Status.DECLINED) and holding.is_here


def can_go_home(holding: Holding) -> bool:
    return not holding.part and holding.status in IN_THE_MUSEUM and holding.is_here


def at_home(holding: Holding) -> bool:
    return not holding.part and holding.place_id is not None and holding.place.is_home


def copied_and_here(holding: Holding) -> bool:
    is_copied = not holding.part and holding.status == Status.COPIED
    return is_copied and not fetching_home.is_handed_home(holding)


def of_the_living(holding: Holding) -> bool:
    person = None if holding.part else mourning.whose(holding)
    return person is not None and not person.is_erased and not person.passed_away


def gone(holding: Holding) -> bool:
    return not holding.part and holding.status in returning.LEFT


def last_decision(holding: Holding) -> RegisterEntry | None:
    return None if holding.part else taking_back.last_decision(holding.item)


def movable(holding: Holding) -> bool:
    """What is kept elsewhere for a while can be moved too: it must be able to come home."""
    is_placed = holding.place_id is not None and not holding.place.is_home
    return holding.status in moving.MOVABLE and is_placed


def can_go_on_display(holding: Holding) -> bool:
    is_lent = holding.way in STILL_THE_OWNERS and holding.status == Status.RECEIVED
    may_be_shown = holding.status == Status.ACCESSIONED or is_lent
    return may_be_shown and movable(holding) and not holding.is_on_display


def on_display(holding: Holding) -> bool:
    return movable(holding) and holding.is_here and holding.is_on_display


def being_read(holding: Holding) -> bool:
    return holding.item.workflow_in_progress


def a_draft(holding: Holding) -> bool:
    return not holding.part and describing.why_closed(holding.item) is None


def by_its_writer(holding: Holding, user) -> bool:
    return may(user, "fetch_back") and describing.is_writer(holding, user)


def by_its_writer_or_the_curator(holding: Holding, user) -> bool:
    return by_its_writer(holding, user) or may(user, "publish")


def by_the_curator_or_who_typed_it(holding: Holding, user) -> bool:
    return may(user, "correct") or describing.is_slip_of_the_day(holding, user)
