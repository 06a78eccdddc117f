import re

import pytest

from tests.journeys import objects
from tests.journeys.conftest import overflow

pytestmark = [pytest.mark.browser, pytest.mark.processes]


def pages(printed):
    return len(re.findall(rb"/Type\s*/Page[^s]", printed))


def test_the_yearly_report_is_one_page_however_many_kinds_there_are(
    museum_site, own_database, signed_in
):
    kinds = own_database.run(objects.give_of_every_kind)
    with signed_in("guanzhang") as page:
        page.goto("/admin/figures/yearly/paper/")
        said = page.inner_text(".yearly-lines")
        yearly = page.pdf(prefer_css_page_size=True)

    assert said.count("、") >= kinds - 1
    assert pages(yearly) == 1
    assert re.findall(rb"/MediaBox\s*\[0 0 (594\.\d+|595) (841\.\d+|842)\]", yearly)


def test_every_screen_of_figures_fits_a_telephone(museum_site, own_database, signed_in):
    own_database.run(objects.give_of_every_kind)
    with signed_in("guanzhang", 360) as page:
        wide = {}
        for path in ("", "yearly/", "records/held/", "records/held/?by=category&of=none"):
            page.goto(f"/admin/figures/{path}")
            wide[path] = overflow(page)
        page.goto("/figures/")
        wide["public"] = overflow(page)

    assert {path: each for path, each in wide.items() if each} == {}
