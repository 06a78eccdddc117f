import pytest
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from museum.accounts import second_factor
from museum.accounts.models import User
from tests.factories import PASSWORD
from tests.journeys.conftest import overflow

pytestmark = [pytest.mark.browser, pytest.mark.processes]


def shown_by_the_telephone(later: int) -> str:
    """What the curator's authenticator shows, so many half minutes later."""
    device = TOTPDevice.objects.order_by("-pk").first()
    return f"{totp(device.bin_key, drift=device.drift + later):06d}"


@pytest.mark.parametrize("width", [360, 1280])
def test_the_curator_locks_twice_loses_her_telephone_and_comes_in_by_paper(
    museum_site, own_database, signed_in, width
):
    with signed_in("guanzhang", width) as page:
        page.goto("/admin/account/#tab-actions")
        page.get_by_role("link", name="第二道锁").click()
        page.wait_for_selector("#password")
        page.fill("#password", PASSWORD)
        page.get_by_role("button", name="开始").click()
        page.wait_for_selector("svg.qr")
        assert overflow(page) == 0
        assert page.locator("svg.qr").bounding_box()["width"] > 150
        page.fill("#code", own_database.run(shown_by_the_telephone, 0))
        page.get_by_role("button", name="启用").click()
        page.wait_for_selector(".codes code")
        codes = page.locator(".codes code").all_inner_texts()
        assert len(codes) == 10
        assert overflow(page) == 0

    with signed_in("", width) as page:
        page.goto("/admin/people/")
        page.wait_for_selector("[name=username]")
        page.fill("[name=username]", "guanzhang")
        page.fill("[name=password]", PASSWORD)
        page.click("[type=submit]")
        page.wait_for_url("**/admin/login/code/")
        page.wait_for_selector("#id_code")
        assert overflow(page) == 0
        page.fill("#id_code", "000000")
        page.get_by_role("button", name="登录").click()
        page.wait_for_selector("text=验证码不对")
        page.fill("#id_code", codes[0])
        page.get_by_role("button", name="登录").click()
        page.wait_for_url("**/admin/people/")


def switch_on_for_the_registrar() -> int:
    """Let the registrar have a second lock, whose telephone is lost; return the account's key."""
    user = User.objects.get(username="dengji")
    second_factor.begin(user)
    TOTPDevice.objects.filter(user=user).update(confirmed=True)
    return user.pk


def is_on_for_the_registrar() -> bool:
    return second_factor.is_on(User.objects.get(username="dengji"))


def test_the_curator_takes_a_lost_one_off_by_the_form(museum_site, own_database, signed_in):
    key = own_database.run(switch_on_for_the_registrar)

    with signed_in("guanzhang") as page:
        page.goto(f"/admin/users/second-factor/{key}/")
        page.get_by_role("button", name="取下").click()
        page.wait_for_selector("text=现在登录只要密码")

    assert own_database.run(is_on_for_the_registrar) is False
