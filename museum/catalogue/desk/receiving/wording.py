"""The words of a receipt: who, named how, and the terms in plain words."""

import re

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from museum.accounts.roles import CURATOR, KEEPER, REGISTRAR
from museum.catalogue import reading_out
from museum.catalogue.models.holdings import Way
from museum.institution import Museum
from museum.people.models import Person
from museum.people.naming import masked, signed_as


def who(donation, holdings) -> list[tuple[str, str]]:
    """Return the facts at the head of the paper, two a row. What nobody knows is left to the pen."""
    receiver = _receiver(donation.received_by)
    if not donation.owner_id:
        return [
            (pgettext("paper", "Found by"), donation.finder.name),
            (pgettext("paper", "Found where"), donation.found_where),
            (pgettext("paper", "Received by"), receiver),
        ]
    person = donation.brought_by or donation.owner
    behalf = f"（{donation.on_behalf}）" if donation.on_behalf else ""
    giver = signed_as(donation.owner, donation.naming)
    named = _("objects “%(giver)s”") % {"giver": giver}
    if any(holding.unsettled for holding in holdings):
        named = _("no name yet: not settled at home")
    tellers = dict.fromkeys(
        signed_as(story.teller, story.teller_naming)
        for holding in holdings
        for story in holding.item.stories.all()
    )
    teller = "、".join(filter(None, tellers)) or "　　　　"
    facts = [
        (pgettext("paper", "Brought by"), person.name + behalf),
        (pgettext("paper", "Telephone"), masked(person.phone)),
        (_("Lived in"), _group(person)),
        (_("Lives in"), person.building),
        (_("Named as"), named + _(", stories “%(teller)s”") % {"teller": teller}),
        (pgettext("paper", "Received by"), receiver),
    ]
    facts += _read_out(donation)
    if donation.owner_id != person.pk and donation.owner.name not in giver:
        facts.append((_("Belongs to"), donation.owner.name))
    return facts


def _read_out(donation) -> list[tuple[str, str]]:
    """Return who read the receipt out, and who signs for whoever brought the things."""
    read, signed = reading_out.read_by(donation), reading_out.signed_for_by(donation)
    found = [(pgettext("paper", "Read out to them by"), read.person.name)] if read else []
    if signed:
        who = f"{signed.person.name}（{signed.reason}）"
        found.append((pgettext("paper", "Signed for them by"), who))
    return found


def lead(ways: set[str]) -> str:
    """Return the sentence above the list: what happens with what stands on it."""
    if ways == {Way.COPIED}:
        return _("Brought today, as listed, to be photographed; it went home again the same day.")
    return _("Received today, as listed, and kept by the museum until the curator has decided.")


def _group(person: Person) -> str:
    """Return 石榴湾三组 for a bare 三组 of this village, and other words as they were written."""
    bare = re.fullmatch(r"第?[一二三四五六七八九十\d]+组", person.former_group)
    return (Museum.load().village if bare else "") + person.former_group


def _receiver(person: Person | None) -> str:
    if person is None:
        return ""
    groups = set(person.user.groups.values_list("name", flat=True)) if person.user_id else set()
    roles = {
        CURATOR: pgettext("paper", "curator"),
        REGISTRAR: pgettext("paper", "volunteer"),
        KEEPER: pgettext("paper", "keeper"),
    }
    role = next((word for group, word in roles.items() if group in groups), "")
    return f"{person.name}（{role}）" if role else person.name


def terms(ways: set[str], has_giver: bool) -> list[tuple[str, str]]:
    """Return (word in bold, sentence): only what concerns these things."""
    known = {
        Way.GIFT: _(
            "once the curator accepts it, it belongs to the museum, and you get a certificate. "
            "What is not accepted is given back as it came."
        ),
        Way.DEPOSIT: _(
            "it stays your family’s; with this paper you can fetch it at any time. "
            "On display it is marked as kept for your family."
        ),
        Way.COPIED: _(
            "it was photographed and goes home with you today. Of the pictures the museum does what "
            "you agreed to, and nothing else."
        ),
        Way.LOAN: _("it stays yours and comes back to you when the loan ends."),
        Way.PURCHASE: _(
            "the price stands on its own slip, and the museum owns it once it is paid."
        ),
        Way.TRANSFER: _("once the curator accepts it, it belongs to the museum."),
        Way.FOUND: _(
            "nobody brought it. If somebody knows whose it is, it goes back to its family."
        ),
    }
    said = [(str(Way(way).label), sentence) for way, sentence in known.items() if way in ways]
    last = _("There is no collection number yet; you will be told it when it is given.")
    if ways == {Way.COPIED}:
        last = _("It gets no collection number, for it stays yours.")
    if has_giver:
        last += _(
            " Your telephone number is only for asking about these things and is not published."
        )
    return [*said, ("", last)]
