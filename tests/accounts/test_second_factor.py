import datetime
import io

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from django_otp.oath import totp
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from museum.accounts import locking, second_factor, second_views
from museum.accounts.models import User
from museum.accounts.roles import CURATOR, REGISTRAR
from museum.ledger import LedgerLine
from museum.people.erasing import erase
from museum.people.models import Person
from museum.refusals import codes
from tests.factories import PASSWORD, UserFactory
from tests.logs.conftest import logs, said  # noqa: F401

pytestmark = pytest.mark.django_db
DOOR, OWN = "/admin/login/", "/admin/account/second-factor/"
STEP_TWO, HOME = "/admin/login/code/", "/admin/"


def account(name, role=CURATOR):
    user = UserFactory(username=name, groups=[Group.objects.get(name=role)])
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def curator():
    return account("guanzhang")


def code_of(user, later=0, confirmed=True):
    """What the telephone of user shows, so many half minutes later."""
    device = TOTPDevice.objects.get(user=user, confirmed=confirmed)
    return f"{totp(device.bin_key, drift=device.drift + later):06d}"


@pytest.fixture
def locked_twice(curator):
    """A curator with a second lock, and her backup codes."""
    second_factor.begin(curator)
    codes = second_factor.turn_on(curator, code_of(curator, confirmed=False))
    return curator, codes


def sign_in(client, name="guanzhang", **more):
    return client.post(DOOR, {"username": name, "password": PASSWORD} | more)


def is_in(client):
    return client.get(HOME).status_code == 200


def test_who_has_none_signs_in_as_ever(client, curator):
    answer = sign_in(client)

    assert answer["Location"] == HOME
    assert is_in(client)
    assert second_views.HALF not in client.session


def test_the_password_alone_opens_nothing_any_more(client, locked_twice):
    answer = sign_in(client)

    assert answer["Location"] == STEP_TWO
    assert not is_in(client)
    assert client.get("/admin/people/").status_code == 302


def test_password_and_code_lead_where_one_was_going(client, locked_twice):
    curator, _codes = locked_twice
    sign_in(client, next="/admin/people/")

    answer = client.post(STEP_TWO, {"code": code_of(curator, 1)})

    assert answer["Location"] == "/admin/people/"
    assert is_in(client)
    assert second_views.HALF not in client.session
    assert "known_browser" in answer.cookies


def test_whoever_mistypes_while_switching_it_on_tries_again_at_once(curator, locked_twice):
    other = account("fuguanzhang")
    second_factor.begin(other)
    of_somebody_else = TOTPDevice.objects.filter(user=curator)
    of_somebody_else.update(throttling_failure_count=3, throttling_failure_timestamp=timezone.now())
    for _each in range(2):
        with pytest.raises(ValidationError) as refusal:
            second_factor.turn_on(other, "000000")
        assert codes(refusal.value) == {"wrong_code"}

    second_factor.turn_on(other, code_of(other, confirmed=False))

    assert second_factor.is_on(other)
    assert of_somebody_else.get().throttling_failure_count == 3


@pytest.mark.parametrize("typed", ["{} {}", " {}{}", "{}-{}"])
def test_a_code_may_be_typed_as_it_is_read(client, locked_twice, typed):
    curator, _codes = locked_twice
    code = code_of(curator, 1).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    sign_in(client)

    client.post(STEP_TWO, {"code": typed.format(code[:3], code[3:])})

    assert is_in(client)


def test_a_code_is_good_once(client, locked_twice):
    curator, codes = locked_twice
    shown = code_of(curator, 1)
    for code in (shown, codes[0].upper()):
        sign_in(client)
        client.post(STEP_TWO, {"code": code})
        assert is_in(client)
        client.post("/admin/logout/")
        sign_in(client)

        again = client.post(STEP_TWO, {"code": code})

        assert "已经用过" in again.content.decode()
        assert not is_in(client)
        TOTPDevice.objects.update(throttling_failure_count=0)


def test_backup_codes_are_ten_and_kept_as_hashes(locked_twice):
    _curator, codes = locked_twice

    assert len({*codes}) == 10
    assert not {*codes} & {*StaticToken.objects.values_list("token", flat=True)}


def test_whoever_knows_the_password_guesses_five_times_in_ten_minutes(client, locked_twice, said):  # noqa: F811
    curator, _codes = locked_twice
    sign_in(client)
    for guess in range(5):
        client.post(STEP_TWO, {"code": f"{guess:06d}"})
        TOTPDevice.objects.update(throttling_failure_count=0)

    answer = client.post(STEP_TWO, {"code": code_of(curator, 1)})

    assert "再试" in answer.content.decode()
    assert not is_in(client)
    events = [line.split(" ")[1] for line in said("security")]
    assert events.count("second_factor_refused") == 5
    assert events[-1] == "second_factor_braked"


def test_after_a_wrong_code_the_device_itself_waits(client, locked_twice):
    curator, _codes = locked_twice
    sign_in(client)
    for guess in range(3):
        client.post(STEP_TWO, {"code": f"{guess:06d}"})

    client.post(STEP_TWO, {"code": code_of(curator, 1)})

    assert not is_in(client)


def test_five_minutes_after_the_password_one_begins_again(client, locked_twice, monkeypatch):
    curator, _codes = locked_twice
    sign_in(client)
    session = client.session
    session[second_views.HALF] = session[second_views.HALF] | {"at": 1}
    session.save()

    answer = client.post(STEP_TWO, {"code": code_of(curator, 1)})

    assert answer["Location"] == DOOR
    assert not is_in(client)


def test_nobody_comes_to_the_code_without_the_password(client, locked_twice):
    assert client.get(STEP_TWO)["Location"] == DOOR
    assert client.post(STEP_TWO, {"code": "123456"})["Location"] == DOOR


def test_an_account_that_is_switched_off_in_between_stays_out(client, locked_twice):
    curator, _codes = locked_twice
    sign_in(client)
    User.objects.filter(pk=curator.pk).update(is_active=False)

    client.post(STEP_TWO, {"code": code_of(curator, 1)})

    assert not is_in(client)


def test_the_session_s_key_is_another_after_the_code(client, locked_twice):
    curator, _codes = locked_twice
    sign_in(client)
    before = client.session.session_key

    client.post(STEP_TWO, {"code": code_of(curator, 1)})

    assert client.session.session_key != before


@pytest.mark.parametrize(("remember", "until_closed"), [("on", False), ("", True)])
def test_whoever_is_to_be_remembered_is(client, locked_twice, remember, until_closed):
    curator, _codes = locked_twice
    sign_in(client, **({"remember": remember} if remember else {}))

    client.post(STEP_TWO, {"code": code_of(curator, 1)})

    assert client.session.get_expire_at_browser_close() is until_closed


def test_the_lock_of_the_desk_asks_for_the_password_alone(client, locked_twice):
    curator, _codes = locked_twice
    sign_in(client)
    client.post(STEP_TWO, {"code": code_of(curator, 1)})
    session = client.session
    session[locking.SEEN] -= locking.IDLE + 1
    session.save()
    assert client.get(HOME).status_code == 403

    client.post(HOME, {locking.PASSWORD: PASSWORD, locking.AGAIN: "yes"})

    assert is_in(client)


def page_of(answer):
    return BeautifulSoup(answer.content, "html.parser")


def test_it_is_switched_on_with_the_password_and_a_code(client, curator, said):  # noqa: F811
    client.force_login(curator)

    square = page_of(client.post(OWN, {"act": "begin", "password": PASSWORD}))
    done = page_of(client.post(OWN, {"act": "confirm", "code": code_of(curator, confirmed=False)}))

    assert square.select_one("svg.qr")
    assert len(square.select_one(".secret").get_text().replace(" ", "")) == 32
    assert len(done.select(".codes code")) == 10
    assert second_factor.is_on(curator)
    assert any("second_factor_on" in line for line in said("security"))
    later = page_of(client.get(OWN))
    assert not later.select(".codes code")
    assert "还剩10个备用码" in later.get_text()


@pytest.mark.parametrize("act", ["begin", "codes", "off"])
def test_a_desk_that_stands_open_switches_nothing(client, locked_twice, act):
    curator, _codes = locked_twice
    client.force_login(curator)
    before = {*StaticToken.objects.values_list("token", flat=True)}

    answer = client.post(OWN, {"act": act, "password": "打错的"})

    assert "密码不对" in answer.content.decode()
    assert second_factor.is_on(curator)
    assert not TOTPDevice.objects.filter(confirmed=False).exists()
    assert {*StaticToken.objects.values_list("token", flat=True)} == before


def test_a_wrong_code_switches_nothing_on_and_shows_the_square_again(client, curator):
    client.force_login(curator)
    client.post(OWN, {"act": "begin", "password": PASSWORD})

    answer = client.post(OWN, {"act": "confirm", "code": "1"})

    assert not second_factor.is_on(curator)
    assert page_of(answer).select_one("svg.qr")


def test_who_did_not_begin_cannot_confirm(client, curator):
    client.force_login(curator)

    client.post(OWN, {"act": "confirm", "code": "123456"})

    assert not second_factor.is_on(curator)
    with pytest.raises(ValidationError) as refusal:
        second_factor.turn_on(curator, "123456")
    assert refusal.value.error_dict["code"][0].code == "not_begun"
    assert client.post(OWN, {"act": "whatever"}).status_code == 404


def test_a_computer_whose_clock_is_minutes_off_still_takes_the_code(curator):
    second_factor.begin(curator)

    second_factor.turn_on(curator, code_of(curator, 12, confirmed=False))

    device = TOTPDevice.objects.get()
    assert device.drift == 12
    second_factor.check_code(curator, code_of(curator, 1))


def test_a_new_telephone_takes_the_place_of_the_old_one(client, locked_twice):
    curator, _codes = locked_twice
    old = TOTPDevice.objects.get()
    client.force_login(curator)
    client.post(OWN, {"act": "begin", "password": PASSWORD})
    assert TOTPDevice.objects.filter(confirmed=True).get() == old

    client.post(OWN, {"act": "confirm", "code": code_of(curator, confirmed=False)})

    assert TOTPDevice.objects.get() != old


def test_new_backup_codes_end_the_old_ones(client, locked_twice):
    curator, codes = locked_twice
    client.force_login(curator)

    page = page_of(client.post(OWN, {"act": "codes", "password": PASSWORD}))

    assert len(page.select(".codes code")) == 10
    with pytest.raises(ValidationError):
        second_factor.check_code(curator, codes[0])


def test_switched_off_the_password_is_enough_again(client, locked_twice):
    curator, _codes = locked_twice
    client.force_login(curator)

    client.post(OWN, {"act": "off", "password": PASSWORD})
    client.post("/admin/logout/")

    assert sign_in(client)["Location"] == HOME
    assert not StaticToken.objects.exists()


def test_a_curator_takes_a_lost_one_off_and_it_stands_in_the_ledger(client, locked_twice, said):  # noqa: F811
    lost, _codes = locked_twice
    other = account("lingyiwei")
    client.force_login(other)
    address = reverse("wagtailusers_users:take_off_second_factor", args=[lost.pk])
    assert address in client.get(f"/admin/users/edit/{lost.pk}/").content.decode()

    client.get(address)
    client.post(address)

    line = LedgerLine.objects.get()
    assert (line.act, line.subject, line.by) == (
        "accounts.second_factor_taken_off", f"accounts.user:{lost.pk}", other,
    )  # fmt: skip
    assert not second_factor.is_on(lost)
    assert address not in client.get(f"/admin/users/edit/{lost.pk}/").content.decode()
    assert any("second_factor_taken_off" in line for line in said("security"))


@pytest.mark.parametrize(("who", "code"), [
    ("registrar", "forbidden"), ("herself", "own"), ("one without", "not_on"),
])  # fmt: skip
def test_who_may_not_take_it_off(locked_twice, who, code):
    lost, _codes = locked_twice
    by = {"registrar": account("dengji", REGISTRAR), "herself": lost}.get(who) or account("other")
    whose = account("ohne") if who == "one without" else lost

    with pytest.raises(ValidationError) as refusal:
        second_factor.take_off(whose, by=by)

    assert refusal.value.code == code
    assert second_factor.is_on(lost)


def test_nobody_else_reaches_the_page_that_takes_it_off(client, locked_twice):
    lost, _codes = locked_twice
    client.force_login(account("dengji", REGISTRAR))

    client.post(reverse("wagtailusers_users:take_off_second_factor", args=[lost.pk]))

    assert second_factor.is_on(lost)


def test_at_the_computer_itself_the_last_curator_gets_in_again(locked_twice):
    curator, _codes = locked_twice

    call_command("take_off_second_factor", "guanzhang", stdout=io.StringIO())

    assert not second_factor.is_on(curator)
    assert LedgerLine.objects.get().facts == {"at_the_computer": True}
    for name in ("guanzhang", "nobody"):
        with pytest.raises(CommandError):
            call_command("take_off_second_factor", name)


def test_the_page_of_roles_says_who_uses_one(client, locked_twice):
    curator, _codes = locked_twice
    address = reverse("wagtailusers_users:roles")
    client.force_login(curator)

    page = client.get(address).content.decode()
    second_factor.turn_off(curator)
    without = client.get(address).content.decode()

    assert f"：{curator}。" in page
    assert f"：{curator}。" not in without


def test_one_s_own_account_leads_there(client, curator):
    client.force_login(curator)

    assert OWN in client.get("/admin/account/").content.decode()


def test_whoever_is_erased_leaves_no_secret(locked_twice):
    curator, _codes = locked_twice
    person = Person.objects.create(name="周明远", user=curator)
    User.objects.filter(pk=curator.pk).update(is_active=False)

    erase(person, by=account("lingyiwei"))

    assert not TOTPDevice.objects.exists()
    assert not StaticToken.objects.exists()


def test_the_brake_ends_after_ten_minutes(locked_twice, monkeypatch):
    curator, codes = locked_twice
    for _each in range(6):
        with pytest.raises(ValidationError):
            second_factor.check_code(curator, "1")
    later = timezone.now() + datetime.timedelta(minutes=11)
    monkeypatch.setattr(timezone, "now", lambda: later)

    second_factor.check_code(curator, codes[3])

    assert second_factor.codes_left(curator) == 9


def test_neither_the_password_nor_the_first_code_is_found_out_by_trying(client, curator):
    client.force_login(curator)
    client.post(OWN, {"act": "begin", "password": PASSWORD})

    for _each in range(12):
        code = client.post(OWN, {"act": "confirm", "code": "000000"}).content.decode()
    with pytest.raises(ValidationError) as refusal:
        second_factor.turn_on(curator, code_of(curator, confirmed=False))
    for _each in range(12):
        client.post(OWN, {"act": "begin", "password": "falsch"})
    begun = client.post(OWN, {"act": "begin", "password": PASSWORD}).content.decode()

    assert refusal.value.error_dict["code"][0].code == "braked"
    for page in (code, begun):
        assert "输错太多次了" in page
    assert 'class="square"' in code
    assert 'class="square"' not in begun
    assert second_factor.is_on(curator) is False
