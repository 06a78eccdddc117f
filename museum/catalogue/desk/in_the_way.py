"""What stands in the way of one act for many objects: all of it at once, each with its reasons, so that the
others need not wait for it."""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from museum.catalogue import accessioning, displaying, moving
from museum.catalogue.desk.columns import listed, thumbnail
from museum.catalogue.models import Holding, Movement, RegisterEntry
from museum.ledger import row_key
from museum.plausible import moment_meant
from museum.refusals import codes, sentences

# What is said of the act as a whole stands above the form.
OF_THE_ACT = {"forbidden", "separate", "not_for_display", "for_display", "year", "future", "clock"}


@dataclass(frozen=True)
class Offender:
    holding: Holding
    reasons: list[str]
    picture: dict | None


def _move(holding, given, by):
    moving.check_can_move(holding, given["destination"], given["happened_at"])


def _display(holding, given, by):
    displaying.check_put_on_display([holding], given["destination"], by=by)
    _move(holding, given, by)


def _take_off(holding, given, by):
    displaying.check_take_off_display([holding], given["destination"], by=by)
    _move(holding, given, by)


def _accept(holding, given, by):
    accessioning.check_accept(holding, by=by, happened_at=given["happened_at"])


CHECKS: dict[str, Callable] = {
    "move": _move, "display": _display, "take-off": _take_off, "accept": _accept,
}  # fmt: skip


def _is_done(key: uuid.UUID, holdings: list[Holding]) -> bool:
    entries = [row_key(key, each.item_id) for each in holdings]
    is_moved = Movement.objects.filter(act=key).exists()
    return is_moved or RegisterEntry.objects.filter(uuid__in=entries).exists()


def in_the_way(slug: str, holdings: Iterable[Holding], given: dict, *, by) -> list[Offender]:
    """Return those of holdings that the act would refuse, each with why."""
    holdings = list(holdings)
    if _is_done(given["key"], holdings):
        return []  # sent twice: it stands, and is no reason against itself
    try:
        given = given | {"happened_at": moment_meant(given["happened_at"])}
    except ValidationError:
        return []  # the verb says so, of all of them
    found = {}
    for holding in holdings:
        try:
            CHECKS[slug](holding, given, by)
        except ValidationError as refusal:
            if not codes(refusal) & OF_THE_ACT:
                found[holding] = sentences(refusal)
    pictures = {
        item.pk: thumbnail(item)
        for item in listed().filter(pk__in=[each.item_id for each in found])
    }
    return [
        Offender(holding, reasons, pictures.get(holding.item_id))
        for holding, reasons in found.items()
    ]
