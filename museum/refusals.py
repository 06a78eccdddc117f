"""The one way a rule says no."""

from typing import NoReturn

from django.core.exceptions import ValidationError


def refuse(field: str | None, message, code: str) -> NoReturn:
    """Raise ValidationError on field (None: the act as a whole) with a code for machines.

    The message is a sentence for a keeper: what is wrong, the figures, the cure.
    """
    error = ValidationError(message, code=code)
    raise ValidationError({field: error}) if field else error


def sentences(error: ValidationError) -> list[str]:
    """Return the sentences of a refusal, for a message above a form."""
    return list(error.messages)


def codes(error: ValidationError) -> set[str]:
    """Return the codes of a refusal, for tests and for screens that offer a cure."""
    if hasattr(error, "error_dict"):
        return {str(each.code) for errors in error.error_dict.values() for each in errors}
    return {str(each.code) for each in error.error_list}
