"""No date that somebody types is written over by a script: Wagtail's picker made 2026年11月20日 the first
of January, and it went into a register from which nothing is deleted."""

import pytest
from django.template.loader import get_template
from wagtail.admin.filters import DateRangePickerWidget
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput, AdminTimeInput

from tests.museum.desk.screens import SCREENS, shown

PICKER = "Chooser("


@pytest.mark.parametrize(
    "widget", [AdminDateInput, AdminTimeInput, AdminDateTimeInput, DateRangePickerWidget]
)
def test_none_of_wagtail_s_date_fields_has_a_picker(widget):
    html = widget().render("day", None, attrs={"id": "day"})

    assert 'name="day' in html
    assert "<script" not in html
    assert PICKER not in html


def test_wagtail_s_date_field_is_the_browser_s():
    html = AdminDateInput().render("day", "2026-11-20", attrs={"id": "day"})

    assert 'type="date"' in html
    assert 'value="2026-11-20"' in html
    assert 'id="day"' in html


def test_the_fields_that_are_checked_are_those_that_wagtail_shows():
    names = {
        widget().template_name for widget in (AdminDateInput, AdminTimeInput, AdminDateTimeInput)
    }

    assert all(
        "/templates/wagtailadmin/widgets/" in get_template(name).template.origin.name
        for name in names
    )
    assert not any("site-packages" in get_template(name).template.origin.name for name in names)


def test_no_screen_of_the_desk_has_a_date_picker(client, curator, things):
    client.force_login(curator)

    pages = {name: shown(client, name, things) for name in SCREENS}

    assert [name for name, html in pages.items() if "initDate" in html or "initTime" in html] == []
