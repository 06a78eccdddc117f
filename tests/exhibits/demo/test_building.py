import pytest

from tests.exhibits.demo import figures, foreign
from tests.exhibits.demo.conftest import demo

pytestmark = pytest.mark.processes


def test_the_village_has_the_figures_of_the_report(village):
    counted = village.run(figures.counts)

    assert counted["figures"] == [63, 51, 58]
    assert counted["wheel"] == "CS00012"
    assert counted["drawings"] >= 24
    assert counted["misfits"] == []


def test_every_standing_and_every_way_of_coming_occurs(village):
    counted = village.run(figures.counts)

    assert set(counted["statuses"]) == {
        "offered",
        "received",
        "accessioned",
        "declined",
        "returned",
        "deaccessioned",
    }
    assert set(counted["ways"]) == {"gift", "deposit", "loan", "purchase", "transfer", "found"}
    assert counted["in_review"] >= 1


def test_it_prints_one_account_for_each_role(village):
    roles = ("馆长  guanzhang", "登记志愿者  dengji", "保管员  baoguan", "值班员  zhiban",
             "志愿者召集人  zhaoji")  # fmt: skip
    for word in roles:
        assert word in village.printed


def test_the_year_summed_slip_by_slip_is_the_year_of_the_report(village):
    assert village.run(figures.year_by_hand) == {
        "held": 63,
        "on_display": 51,
        "visitors": 1126,
        "group_visits": 38,
        "group_persons": 798,
        "outside_visits": 24,
        "outside_persons": 524,
        "outside_organisations": 23,
        "volunteers_before": 25,
        "volunteers": 104,
        "served": 41,
        "hours": 978.0,
    }


def test_screens_report_and_spreadsheet_say_what_the_slips_say(village):
    summed = village.run(figures.year_by_hand)
    said = village.run(figures.year_as_said)

    assert said["period"] == "2023年"
    for told in ("dashboard", "report", "xlsx"):
        assert {code: said[told][code] for code in summed} == summed
    assert {"63", "51", "1126", "23", "524", "25", "104", "41", "978"} <= set(said["page"])
    assert "来看过|1126|人次|志愿者|104|人" in said["home"]


def test_its_pages_open_and_no_telephone_is_on_them(village):
    told = village.run(figures.pages)

    assert told == {"broken": [], "public": 58, "phones": [], "note": True}


def test_said_again_it_starts_what_is_there(village):
    before = village.run(figures.counts)

    again = demo(village)

    assert again.returncode == 0
    assert "■" in village.printed
    assert "■" not in again.stdout
    assert village.run(figures.counts) == before


def test_a_database_that_holds_anybody_is_refused_and_stays_as_it_is(own_database):
    own_database.run(foreign.hold_somebody)

    refused = demo(own_database)

    counted = own_database.run(foreign.rows)
    assert refused.returncode != 0
    assert "真人" not in refused.stderr
    assert counted == [1, 0]


def test_a_foreign_database_of_an_earlier_state_is_not_even_migrated(own_database):
    own_database.run(foreign.be_of_an_earlier_state)

    refused = demo(own_database)

    assert refused.returncode != 0
    assert not own_database.run(foreign.is_migrated)
