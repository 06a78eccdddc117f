"""What is behind a code that was typed, scanned or photographed."""

from django.utils.translation import gettext as _

from museum.catalogue.models import Tag
from museum.reading import tag_codes
from museum.refusals import refuse


def find(text: str) -> Tag:
    """Return the tag, the place's code or the object's number that was typed or scanned, also as the
    address that a printed code holds, of whatever host. Refuses by code: letter, no_code, void."""
    read = tag_codes.read(text)
    if read and not read.fits:
        refuse(
            "code", _("The letter at the end does not fit. Look at the tag once more."), "letter"
        )
    found = Tag.objects.select_related("item__holding__donation", "place").named(text)
    if found is None:
        refuse("code", _("“%(code)s” is no code of this museum. Look once more, or write down the "
                         "object’s number.") % {"code": text.strip()[:40]}, "no_code")  # fmt: skip
    if found.is_void:
        refuse("code", _("The tag %(tag)s is no longer valid.") % {"tag": found}, "void")
    return found
