"""What stood before a decision that was written before lines kept it (RegisterEntry.before), or in bulk."""

from museum.catalogue.models import Holding, NumberGiven, RegisterEntry
from museum.catalogue.models.holdings import Series, Status, Way
from museum.catalogue.recording import Act, state_of


def worked_out(holding: Holding, entry: RegisterEntry) -> dict:
    """Return what taking entry back restores, from the object's other lines."""
    before = state_of(holding)
    earlier = RegisterEntry.objects.valid().filter(item=entry.item_id, pk__lt=entry.pk)
    if entry.act in (Act.ACCEPTED, Act.BECAME_GIFT):
        nobodys = holding.way in (Way.FOUND, Way.PURCHASE)
        before["owner"] = None if nobodys else holding.donation.owner_id
    if entry.act == Act.ACCEPTED:
        nothing = {"series": "", "number": None, "label": None, "accepted_at": None}
        return before | nothing | {"status": Status.RECEIVED}
    if entry.act == Act.BECAME_GIFT:
        numbers = NumberGiven.objects.filter(item=entry.item_id, series=Series.DEPOSIT)
        number = numbers.order_by("-pk").get()
        accepted = earlier.filter(act=Act.ACCEPTED).order_by("-pk").first()
        return before | {
            "way": Way.DEPOSIT,
            "series": number.series,
            "number": number.number,
            "label": number.label,
            "accepted_at": (accepted or number).happened_at.isoformat(),
        }
    if entry.act == Act.DEACCESSIONED:
        return before | {"status": Status.ACCESSIONED}
    if entry.act == Act.RETURNED:
        if holding.label:
            return before | {"status": Status.ACCESSIONED}
        if earlier.filter(act=Act.DECLINED).exists():
            return before | {"status": Status.DECLINED}
    here = entry.act in (Act.RETURNED, Act.MATCHED) or holding.place_id
    return before | {"status": Status.RECEIVED if here else Status.OFFERED}
