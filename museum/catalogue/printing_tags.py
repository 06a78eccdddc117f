"""先拴号牌，后登记: tags are printed before anybody knows what they will hang on."""

import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from museum import ledger, numbering, public_address
from museum.catalogue.models import Tag, TagPrinting
from museum.catalogue.permissions import demand
from museum.reading import tag_codes
from museum.refusals import refuse

MOST = 500  # fifty sheets; more are a slip of the finger
SERIES = "tag"


def check_print(count: int, *, by) -> None:
    """Refuse by code: forbidden, how_many, no_name, one_house, bare_number, not_secure."""
    demand(by, "print_tags")
    if not 1 <= count <= MOST:
        refuse(
            "count", _("How many tags? From 1 to %(most)s at once.") % {"most": MOST}, "how_many"
        )
    public_address.check_printable()


@transaction.atomic
def print_tags(count: int, *, by, key: uuid.UUID | None = None) -> TagPrinting:
    """Make so many new tags, which lead nowhere yet. The same key again returns those that were made."""
    numbering.allot_run(SERIES, 0)
    earlier = TagPrinting.objects.filter(uuid=key).first() if key else None
    if earlier:
        return earlier
    check_print(count, by=by)
    numbers = numbering.allot_run(SERIES, count)
    printing = TagPrinting.objects.create(uuid=key or uuid.uuid4(), by=by, happened_at=timezone.now(),
                                          first=numbers[0], number=numbers[-1])  # fmt: skip
    Tag.objects.bulk_create(
        Tag(code=tag_codes.code_of(number), printing=printing) for number in numbers
    )
    ledger.write_entry("catalogue.tags_printed", printing, printing, first=printing.first,
                       last=printing.number)  # fmt: skip
    return printing
