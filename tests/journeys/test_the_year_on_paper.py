import re

import pytest

from tests.journeys.conftest import overflow

pytestmark = [pytest.mark.browser, pytest.mark.processes]

# Something of every kind the village knows, this year and last, so that no row and no line is empty.
FULL = """
import datetime
from museum.accounts.models import User
from museum.catalogue import donating
from museum.catalogue.donating import Thing
from museum.catalogue.models import Term
from museum.people.models import Person
from museum.figures.periods import today
registrar = User.objects.get(username="dengji")
giver = Person.objects.create(name="马德全", phone="13800001234")
kinds = list(Term.objects.filter(vocabulary="category", parent=None))
grades = list(Term.objects.filter(vocabulary="grade"))
for year in (today().year - 1, today().year):
    things = [Thing(f"{kind.name}{year}", pieces=9, category=kind, more={"grade": grades[n % len(grades)]})
              for n, kind in enumerate(kinds)]
    donating.receive(things, by=registrar, owner=giver, happened_at=datetime.date(year, 1, 1))
print(len(kinds))
"""


def pages(printed):
    return len(re.findall(rb"/Type\s*/Page[^s]", printed))


def test_the_yearly_report_is_one_page_however_many_kinds_there_are(
    museum_site, own_database, signed_in
):
    kinds = int(own_database.run(FULL))
    with signed_in("guanzhang") as page:
        page.goto("/admin/figures/yearly/paper/")
        said = page.inner_text(".yearly-lines")
        yearly = page.pdf(prefer_css_page_size=True)

    assert said.count("、") >= kinds - 1
    assert pages(yearly) == 1
    assert re.findall(rb"/MediaBox\s*\[0 0 (594\.\d+|595) (841\.\d+|842)\]", yearly)


def test_every_screen_of_figures_fits_a_telephone(museum_site, own_database, signed_in):
    own_database.run(FULL)
    with signed_in("guanzhang", 360) as page:
        wide = {}
        for path in ("", "yearly/", "records/held/", "records/held/?by=category&of=none"):
            page.goto(f"/admin/figures/{path}")
            wide[path] = overflow(page)
        page.goto("/figures/")
        wide["public"] = overflow(page)

    assert {path: each for path, each in wide.items() if each} == {}
