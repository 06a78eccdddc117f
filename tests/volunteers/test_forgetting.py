import datetime

from museum.people.erasing import erase
from museum.volunteers import counting, feeding, hours, rota
from tests.volunteers.conftest import MONDAY, day_at
from tests.volunteers.test_joining import refused


def test_whoever_is_forgotten_leaves_hours_but_no_calendar_and_no_birthday(
    volunteer_of, morning, coordinator, curator, client, clock
):
    pupil = volunteer_of("周小满", datetime.date(2010, 1, 2))
    key = feeding.renew(pupil, by=coordinator)
    clock(day_at(MONDAY, 13))
    hours.enter(morning, pupil, morning.starts_at, morning.ends_at, by=coordinator)

    erase(pupil.person, by=curator)

    pupil.refresh_from_db()
    assert (pupil.born_on, pupil.birth_year, pupil.feed_key) == (None, 2010, None)
    assert client.get(f"/volunteers/{key}.ics").status_code == 404
    assert pupil.as_named == "匿名"
    assert counting.minutes_between(MONDAY, MONDAY) == 180


def test_whoever_is_forgotten_is_put_on_no_shift(granny, morning, coordinator, curator):
    erase(granny.person, by=curator)
    granny.person.refresh_from_db()

    assert refused(rota.sign_up, morning, granny, by=coordinator) == {"erased"}
    assert not morning.sign_ups.exists()


def test_of_the_birth_the_decade_stays(granny, curator):
    erase(granny.person, by=curator)

    granny.refresh_from_db()
    assert granny.birth_year == 1950
