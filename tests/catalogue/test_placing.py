import pytest
from django.core.exceptions import ValidationError

from museum.catalogue import placing
from museum.catalogue.models import Place
from museum.ledger import LedgerLine
from museum.refusals import codes


def test_a_place_that_is_made_or_changed_has_its_line(keeper, hall):
    case = placing.keep(Place(name="四号柜", kind="case", parent=hall, for_display=True), by=keeper)
    case.capacity = 6

    placing.keep(case, by=keeper)

    lines = LedgerLine.objects.filter(
        act="catalogue.place_kept", subject=f"catalogue.place:{case.pk}"
    )
    assert [(line.by, line.facts["capacity"], line.facts["display"]) for line in lines] == [
        (keeper, None, True), (keeper, 6, True),
    ]  # fmt: skip
    assert case.trail == "二厅·四号柜"


@pytest.mark.parametrize("name", ["", "四号柜"])
def test_whoever_only_looks_at_places_keeps_none(registrar, hall, name):
    place = Place(name=name, kind="case") if name else hall
    place.for_display = False

    with pytest.raises(ValidationError) as refusal:
        placing.keep(place, by=registrar)

    assert codes(refusal.value) == {"forbidden"}
    assert Place.objects.get(pk=hall.pk).for_display
    assert not Place.objects.filter(name="四号柜").exists()
