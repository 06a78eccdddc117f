"""A receipt from a page that was filled in well: its people, its photographs, its objects."""

from django.db import transaction

from museum.catalogue import donating
from museum.catalogue.desk.receiving.forms import FOUND, HOUSEHOLD, OFFERED, ORGANISATION, OTHER
from museum.catalogue.desk.receiving.person_pick import person_key
from museum.catalogue.desk.receiving.slip import Slip
from museum.catalogue.models import Donation
from museum.people import meeting
from museum.people.models import Person
from museum.people.naming import Naming
from museum.pictures import waiting
from museum.pictures.serving import prepare

PERSON = Person.Kind.PERSON


def write(slip: Slip) -> Donation:
    """Write the people and the receipt, in one transaction. Raises what the verb refuses."""
    given = slip.main.cleaned_data
    has_giver = given["came"] != FOUND
    with transaction.atomic():
        pictures = [
            card.earlier + waiting.become_pictures(card.photos, by=slip.user) for card in slip.cards
        ]
        things = [card.form.thing(of) for card, of in zip(slip.cards, pictures, strict=True)]
        brought = _known(slip, "brought") if has_giver else None
        owner = _owner(slip, given["ownership"], brought) if has_giver else None
        receiver = (
            _known(slip, "receiver")
            if given["received"] == OTHER
            else meeting.of_account(slip.user)
        )
        naming = given["naming"] or Naming.ANONYMOUS
        teller = next((each for each in (owner, brought) if each and each.kind == PERSON), None)
        for card, thing in zip(slip.cards, things, strict=True):
            thing.more["stories"] = card.form.told(
                teller=teller, teller_naming=naming, recorder=receiver, told_on=given["received_on"]
            )
        receipt = donating.Receipt(
            things,
            owner=owner,
            brought_by=brought,
            received_by=receiver,
            finder=_known(slip, "finder") if slip.people["finder"].needed else None,
            found_where=given["found_where"] if slip.people["finder"].needed else "",
            on_behalf=given["on_behalf"] if has_giver else "",
            naming=naming,
            campaign=given.get("campaign"),
            happened_at=given["received_on"],
            in_hand=given["came"] != OFFERED,
        )
        donation = donating.receive(receipt, by=slip.user, key=slip.key)
    for picture in (each for of in pictures for each in of):
        prepare(picture)
    return donation


def _owner(slip: Slip, ownership: str, brought: Person | None) -> Person | None:
    if ownership == OTHER:
        return _known(slip, "owner")
    if ownership not in (HOUSEHOLD, ORGANISATION):
        return brought
    key = person_key(slip.key, "owner")
    return meeting.meet(slip.owner_draft(), by=slip.user, key=key)


def _known(slip: Slip, role: str) -> Person:
    draft = slip.people[role].draft()
    if draft.pk:
        return draft
    return meeting.write_down(draft, by=slip.user, key=person_key(slip.key, role))
