"""Every form of ours is sent once by a real Chromium, against a server with production's headers.

A browser says with a form where it comes from. What it says follows from the page's referrer policy,
and with no-referrer it says "null", which the check against forged forms turns away: no test without
a browser saw that. The forms are collected from the templates, so that a new one fails until it is
sent here.
"""

import datetime
import re
from pathlib import Path

import pytest
from django.conf import settings

from museum.clock import today
from tests.factories import PASSWORD, photo_file
from tests.journeys import staff, village

pytestmark = [pytest.mark.browser, pytest.mark.processes, pytest.mark.long]

TEMPLATES = Path(__file__).resolve().parent.parent.parent / "templates"
TAG = re.compile(r"<form\b[^>]*>")
CLASS = re.compile(r'class="([^"{]*)"')


def forms():
    """Return every form of the templates that posts, as (template, which of its forms)."""
    return {
        (str(path.relative_to(TEMPLATES)), number): tag
        for path in sorted(TEMPLATES.rglob("*.html"))
        for number, tag in enumerate(
            tag for tag in TAG.findall(path.read_text()) if 'method="post"' in tag.lower()
        )
    }


def is_sent(request, scripted):
    return request.method == "POST" and (scripted or request.is_navigation_request())


class Walk:
    """A signed-in page that sends forms and remembers which."""

    def __init__(self, page, site, sent):
        self.page, self.site, self.sent = page, site, sent
        page.set_default_timeout(20_000)
        page.on("response", self.look)

    def look(self, answer):
        if (
            answer.request.is_navigation_request()
            and answer.ok
            and answer.url.startswith(self.site)
        ):
            assert answer.headers.get("referrer-policy") == "same-origin", answer.url

    def at(self, address):
        self.page.goto(address)
        self.page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        return self

    def send(
        self,
        template,
        number=0,
        *,
        inside="main",
        button="button",
        has="",
        status=(302,),
        act="",
        scripted=False,
        beside="",
        **told,
    ):
        """Fill the form in and press its button (beside: one that stands outside); told are fields by name."""
        found = CLASS.search(forms()[template, number])
        classes = "".join(f".{each}" for each in found.group(1).split()) if found else ""
        form = self.page.locator(f"{inside} form[method=post]{classes}")
        has, button = (f"[value={act}]",) * 2 if act else (has or button, button)
        form = form.filter(has=self.page.locator(has)).first
        for name, value in told.items():
            field = form.locator(f"[name='{name}']").first
            kind = field.evaluate("each => each.type")
            if kind == "radio":
                form.locator(f"[name='{name}'][value='{value}']").first.check(force=True)
            elif value == "on":
                field.check(force=True)
            elif kind.startswith("select"):
                field.select_option(value)
            elif kind == "file":
                field.set_input_files(value)
            else:
                field.fill(value)
        with self.page.expect_response(lambda each: is_sent(each.request, scripted)) as answer:
            (self.page.locator(beside) if beside else form.locator(button)).first.click()
        answer, origin = answer.value, answer.value.request.all_headers().get("origin")
        assert origin == self.site, (template, number, origin)
        assert answer.status in status, (
            template,
            number,
            answer.status,
            self.page.content()[:4000],
        )
        self.page.wait_for_load_state()
        self.sent.add((template, number))
        return self


def as_a_visitor(walk, ids):
    page = walk.page
    walk.at(f"/visit/book/?day={ids['day']}")
    page.check("[name=time] >> nth=3")
    asked = {"size": "12", "organisation": "青石桥小学", "name": "沙老师", "phone": "13800005678",
             "kind": "school", "origin": "district"}  # fmt: skip
    walk.send("exhibits/booking/form.html", agreed="on", **asked)
    page.wait_for_selector("text=YY-")
    code = page.url.rstrip("/").rsplit("/", 1)[-1]
    walk.at("/visit/booking/").send("exhibits/booking/find.html", code=code, telephone="5678")
    page.wait_for_selector("text=YY-")
    walk.at(page.url + "change/").send("exhibits/booking/form.html", agreed="on", size="14")
    page.wait_for_selector("text=YY-")
    page.wait_for_load_state()
    assert "14" in page.inner_text("dl.facts")
    walk.at(page.url).send("exhibits/booking/booking.html", inside=".booking-cancel")
    page.wait_for_selector("text=取消了")


def at_the_door(walk, ids):
    visits = "/admin/visits/"
    walk.at(f"{visits}door/").send(
        "visits/desk/door_taps.html", inside="[data-door]", scripted=True, status=(200,)
    )
    walk.send("visits/desk/door_taps.html", 1, scripted=True, status=(200,))
    walk.at(f"{visits}door/").send("visits/desk/door_group.html", inside="[data-door]", persons="4",
                                   origin="city", organisation="", scripted=True, status=(200,))  # fmt: skip
    walk.at(f"{visits}door/").send("visits/desk/expected.html", inside=".door-expected")
    walk.at(f"{visits}slip/").send(
        "visits/desk/slip.html", persons="5", origin="city", kind="school"
    )
    walk.at(f"{visits}singles/").send("visits/desk/tallies.html", adult="3")
    walk.at(f"{visits}singles/").send("visits/desk/tallies.html", 1, inside="main li")
    walk.at(f"{visits}singles/").send("visits/desk/recount.html", inside="#recount", day=ids["two_days_ago"],
                                      persons="2", reason="没点上", has="[name=reason]", kind="child")  # fmt: skip
    walk.at(f"{visits}{ids['visit']}/").send("visits/desk/forget.html", inside="main dd")
    walk.at(f"{visits}{ids['visit']}/").send("visits/desk/visit.html", reason="写重了")
    walk.at(f"{visits}holidays/").send("visits/desk/holidays.html")


def with_the_bookings(walk, ids):
    bookings = "/admin/visits/bookings/"
    walk.at(f"{bookings}telephone/?day={ids['day']}")
    walk.page.check("[name=time] >> nth=5", force=True)
    walk.send("visits/desk/telephone.html", size="3", name="马老师", phone="13800005679",
              kind="school", origin="city")  # fmt: skip
    group = f"{bookings}{ids['group']}/"
    walk.at(group).send("visits/desk/booking.html", 1, has="[formaction]",
                        answer="好的")  # fmt: skip
    walk.at(group).send("visits/desk/booking.html", 2, has="[name=guide]",
                        guide="王桂兰")  # fmt: skip
    walk.at(group).send("visits/desk/booking.html", 3)
    for label in (ids["here"], ids["expected"]):
        walk.at(f"{bookings}{label}/")
        if walk.page.locator("form[action$='/arrive/']").count():
            walk.send("visits/desk/booking.html", has="[name=persons]", persons="3")


def on_the_rota(walk, ids):
    walk.at("/admin/calls/").send("calls/list.html", called="on")
    volunteers, (year, month) = "/admin/volunteers/", ids["month"]
    walk.at(f"{volunteers}rota/{year}/{month}/").send("volunteers/row.html", inside=".rota-shift")
    walk.at(f"{volunteers}rota/{year}/{month}/")
    walk.send("volunteers/rota.html", inside="main :not(.rota-shift) >")
    shift = f"{volunteers}shifts/{ids['later']}/"
    walk.at(shift).send("volunteers/shift.html")
    walk.at(shift).send("volunteers/shift.html", 1, act="assign", volunteer=str(ids["granny"]))
    walk.at(shift).send("volunteers/shift_people.html", act="take_off")
    walk.at(shift).send("volunteers/shift.html", 3, act="change", needed="4")
    walk.at(f"{volunteers}shifts/{ids['off']}/").send("volunteers/shift.html", 4, act="call_off",
                                                      reason="下雨")  # fmt: skip
    walk.at(f"{volunteers}shifts/{ids['past']}/").send(
        "volunteers/shift.html", 2, act="enter", volunteer=str(ids["granny"])
    )
    walk.at(f"{volunteers}rota/new/").send("volunteers/new_shift.html", role="1")


def with_the_volunteers(walk, ids):
    volunteers = "/admin/volunteers/"
    walk.at(f"{volunteers}hours/").send("volunteers/hours.html", 0, act="settle")
    walk.at(f"{volunteers}hours/").send("volunteers/hours.html", 1, act="accept")
    walk.at(f"{volunteers}hours/{ids['line']}/correct/")
    walk.send("volunteers/correct.html", left="11:30", reason="早走了")
    walk.at(f"{volunteers}{ids['granny']}/record/").send("volunteers/act.html", title="讲解入门")
    walk.at(f"{volunteers}welcome/").send(
        "volunteers/welcome.html", button="[name=read]", status=(200,), list="1. 沙秀英 2. 马小军"
    )
    walk.send(
        "volunteers/welcome.html", 1, status=(200,), **{"who-0-born": "1962", "who-1-born": "1970"}
    )
    walk.page.wait_for_selector(".welcomed")
    walk.at(f"{volunteers}mine/").send("volunteers/own.html", act="renew")
    walk.at(f"{volunteers}hand-over/").send("volunteers/hand_over.html", status=(200,),
                                            first=ids["two_days_ago"], last=ids["two_days_ago"])  # fmt: skip
    here = f"{volunteers}here/{ids['code']}/"
    for number in (2, 1, 0):
        walk.at(here).send("volunteers/here.html", number)
    tablet = f"{volunteers}tablet/?surname=王"
    walk.at(tablet)
    walk.page.fill("#number", "2")
    walk.send("volunteers/tablet.html", 1, status=(200,))
    walk.send("volunteers/tablet.html", 0, button=".tablet-go")


def with_the_objects(walk, ids):
    objects = "/admin/catalogue/objects/"
    walk.at(f"{objects}{ids['first']}/accept/").send("catalogue/desk/act.html", inside=".desk-act")
    walk.at(f"/admin/bulk/catalogue/item/move/?id={ids['second']}")
    place = walk.page.locator("[name=destination] option", has_text="库房").first
    walk.send("catalogue/desk/bulk_act.html", inside=".desk-act",
              destination=place.get_attribute("value"))  # fmt: skip
    word, other = ids["words"]
    walk.at(f"/admin/terms/merge/{word}/").send("catalogue/desk/term_merge.html", into=str(other))
    walk.at(f"{objects}{ids['read']}/").send(
        "catalogue/desk/verdict.html", button="[value=publish]"
    )
    walk.at(f"{objects}together/").send(
        "catalogue/desk/together.html", item="on", has="[name=item]"
    )
    photo = photo_file("a.jpg")
    walk.at(f"{objects}{ids['second']}/photograph/")
    name = walk.page.locator(".desk-act [type=file]").get_attribute("name")
    walk.send("catalogue/desk/photograph.html", inside=".desk-act", button="[type=submit]", **{
        name: {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": photo.read()}
    })  # fmt: skip
    walk.at(ids["told"]).send("catalogue/receiving/donation.html")
    read = ids["told"].replace("donations/inspect", "receiving") + "read/"
    walk.at(read).send("catalogue/receiving/read.html", inside=".desk-act", button="[type=submit]")
    walk.at("/admin/receiving/")
    walk.page.locator("[data-card] [name$=-title]").first.fill("手摇纺车")
    walk.page.locator("[data-card] [name$=-way][value=gift]").first.check(force=True)
    walk.send("catalogue/receiving/receive.html", button="[name=act][value=save]", naming="household",
              **{"brought-name": "王桂芳"})  # fmt: skip
    one_thing(walk)
    walk.at(ids["erase"]).send("people/erase.html", button="button.serious")
    walk.at("/admin/figures/yearly/final/").send("figures/final.html", early="on")
    walk.page.locator(".desk-fold[open] [name=to]").wait_for()
    walk.send("figures/submissions.html", button="[type=submit]", to="镇文化站")
    walk.at(f"/admin/people/merge/{ids['twin']}/")
    walk.send("people/merge.html", inside=".desk-act", button="[type=submit]", reason="同一个人")


def one_thing(walk):
    page = walk.at("/admin/receiving/one/").page
    page.fill("[name=brought-name]", "丁素芬")
    page.locator(".naming-asked label").first.click()
    page.click("[data-on-button]")
    page.click("[data-on-button]")
    page.fill("[name$=-title]", "木升")
    page.click("[data-on-button]")
    page.locator(".options label").first.click()
    page.click("[data-on-button]")
    walk.send("catalogue/receiving/one.html", button="[data-save]")


def with_the_tags(walk, ids):
    tags = "/admin/tags/"
    hung, press = f"{tags}{ids['hung']}/", {"button": "[type=submit]"}
    walk.at(tags).send("catalogue/tags/code_form.html", code=ids["hung"], **press)
    walk.at(hung).send("catalogue/tags/thing.html", **press)
    walk.at(f"{tags}{ids['store']}/").at(hung).send("catalogue/tags/thing.html", 1, **press)
    walk.at(f"{hung}move/").send("catalogue/tags/move.html", code=ids["reception"], **press)
    walk.at(f"{tags}{ids['reception']}/")
    walk.send("catalogue/tags/place.html", has="[name=item]", beside="[form=ticks]", item="on")
    walk.at(f"{tags}{ids['free']}/tie/").send("catalogue/tags/hang.html", which="风箱", **press)
    # Here it is refused: what the test serves has no name that stays.
    walk.at(f"{tags}print/").send("catalogue/tags/print.html", status=(200,), **press)


def before_somebody_leaves(walk):
    three = {"giving-name": "马守义", "taking-name": "李长根", "witness-name": "赵有田"}
    walk.at("/admin/handovers/new/").send("care/handover.html", inside=".desk-screen", **three)
    walk.page.wait_for_selector(".handover-sign")
    walk.at("/admin/recovery-sheet/").send("upkeep/recovery.html", inside=".desk-screen", status=(200,),
                                           password=PASSWORD)  # fmt: skip
    walk.page.wait_for_selector(".recovery-keys")


def with_the_stick_in(walk):
    """A backup is made by a process of its own: the next one can be asked for when it is done."""
    walk.at("/admin/").send("upkeep/backups.html", inside=".backup")
    again = walk.page.locator(".backup form")
    for _second in range(90):
        if walk.at("/admin/") and again.count():
            break
        walk.page.wait_for_timeout(1000)


def at_a_locked_desk(walk, own_database):
    """The lock's own forms: the password, and somebody else who wants to sign in."""
    for number in (0, 1):
        own_database.run(staff.leave_alone_for_an_hour)
        walk.at("/admin/people/")
        told = {} if number else {"unlock-password": PASSWORD}
        walk.send("accounts/locked.html", number, **told)


@pytest.fixture
def stick(monkeypatch, tmp_path):
    monkeypatch.setenv("BACKUP_TO", str(tmp_path))


# Needs a server whose database is busy for a while; needs an authenticator's codes.
SECOND_FACTOR = "tests/journeys/test_second_factor.py"
FORGETTING = "tests/journeys/test_forms_that_forget_nothing.py"
SENT_ELSEWHERE = {
    ("403_csrf.html", 0): FORGETTING, ("accounts/go_on.html", 0): FORGETTING,
    ("503.html", 0): "tests/journeys/test_busy.py", ("accounts/code.html", 0): SECOND_FACTOR,
    ("accounts/second_factor.html", 0): SECOND_FACTOR, ("accounts/second_factor.html", 1): SECOND_FACTOR,
    ("accounts/take_off.html", 0): SECOND_FACTOR,
}  # fmt: skip


def test_every_form_is_sent_by_a_browser(stick, museum_site, own_database, signed_in):
    ids, sent = own_database.run(village.prepare), set()

    with signed_in(None) as page:
        as_a_visitor(Walk(page, museum_site, sent), ids)
    with signed_in("dangjia") as page:
        walk = Walk(page, museum_site, sent)
        at_the_door(walk, ids)
        with_the_bookings(walk, ids)
        on_the_rota(walk, ids)
        with_the_volunteers(walk, ids)
        with_the_objects(walk, ids)
        with_the_tags(walk, ids)
        before_somebody_leaves(walk)
        own_database.run(village.write_with_a_fast_clock)
        walk.at("/admin/").send("desk/clock.html", inside=".notice")
        with_the_stick_in(walk)
        at_a_locked_desk(walk, own_database)

    assert own_database.run(village.booked_by_the_school) == ["cancelled", 14]
    assert sent == set(forms()) - set(SENT_ELSEWHERE)
    assert settings.SECURE_REFERRER_POLICY == "same-origin"
    assert ids["day"] == (today() + datetime.timedelta(days=2)).isoformat()
