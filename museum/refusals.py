"""The one way a rule says no."""

from collections.abc import Callable
from typing import NoReturn

from django.core.exceptions import ValidationError

from museum.wording import StrOrPromise


def refuse(field: str | None, message: StrOrPromise, code: str) -> NoReturn:
    """Raise ValidationError on field (None: the act as a whole) with a code for machines.

    The message is a sentence for a keeper: what is wrong, the figures, the cure.
    """
    error = ValidationError(message, code=code)
    raise ValidationError({field: error}) if field else error


def ask_all(*checks: Callable[[], None]) -> None:
    """Ask every check, and refuse with the sentences of all that refuse: nobody mends one thing to
    be told of the next."""
    found: dict[str, list[ValidationError]] = {}
    for check in checks:
        try:
            check()
        except ValidationError as refusal:
            refusal.update_error_dict(found)
    if found:
        raise ValidationError(found)


def sentences(error: ValidationError) -> list[str]:
    """Return the sentences of a refusal, for a message above a form."""
    return list(error.messages)


def codes(error: ValidationError) -> set[str]:
    """Return the codes of a refusal, for tests and for screens that offer a cure."""
    if hasattr(error, "error_dict"):
        return {str(each.code) for errors in error.error_dict.values() for each in errors}
    return {str(each.code) for each in error.error_list}
