import json
import subprocess
import sys
import time

import pytest

from tests.seeding import ROOT, SeededDatabase

pytestmark = pytest.mark.processes

COUNTS = """
import json
from collections import Counter
from museum import ledger
from museum.catalogue import public
from museum.catalogue.models import Holding, Item, Movement
from museum.people.models import Person
figures = public.figures()
print(json.dumps({
    "figures": [figures.collected, figures.on_display, figures.public],
    "standings": Counter(Holding.objects.values_list("standing", flat=True)),
    "ways": Counter(Holding.objects.values_list("way", flat=True)),
    "rows": [Item.objects.count(), Movement.objects.count(), Person.objects.count()],
    "drawings": len({p.picture_id for i in Item.objects.all() for p in i.photos.all()}),
    "misfit": str(ledger.first_misfit()),
    "wheel": Item.objects.get(title="手摇纺车").holding.label,
    "in_review": sum(item.workflow_in_progress for item in Item.objects.all()),
}))
"""

PAGES = """
import json
from django.test import Client
from museum.catalogue.models import Item
from museum.people.models import Person
client = Client(SERVER_NAME="localhost")
held = Item.objects.filter(holding__label__isnull=False)
paths = ["/", "/objects/"] + [f"/objects/{item.holding.label}/" for item in held]
said = {path: client.get(path) for path in paths}
text = " ".join(answer.content.decode() for answer in said.values())
phones = [phone for phone in Person.objects.exclude(phone="").values_list("phone", flat=True)]
print(json.dumps({
    "broken": [path for path, answer in said.items() if answer.status_code not in (200, 404)],
    "public": sum(answer.status_code == 200 for answer in said.values()) - 2,
    "phones": [phone for phone in phones if phone in text],
    "note": "数字取自公开报道，村名、人物、故事均为虚构" in text,
}))
"""


def demo(database, *more):
    command = [sys.executable, "manage.py", "demo", "--no-serve", *more]
    return subprocess.run(
        command, cwd=ROOT, env=database.environment(), capture_output=True, text=True, timeout=300
    )


@pytest.fixture(scope="module")
def village(tmp_path_factory):
    database = SeededDatabase(tmp_path_factory.mktemp("village"))
    built = demo(database)
    assert built.returncode == 0, built.stderr
    database.printed = built.stdout
    yield database
    database.drop()


def test_the_village_has_the_figures_of_the_report(village):
    counted = json.loads(village.run(COUNTS))

    assert counted["figures"] == [63, 51, 58]
    assert counted["wheel"] == "CS00012"
    assert counted["drawings"] >= 24
    assert counted["misfit"] == "None"


def test_every_standing_and_every_way_of_coming_occurs(village):
    counted = json.loads(village.run(COUNTS))

    assert set(counted["standings"]) == {
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
    for word in ("馆长  guanzhang", "登记志愿者  dengji", "保管员  baoguan"):
        assert word in village.printed


def test_its_pages_open_and_no_telephone_is_on_them(village):
    told = json.loads(village.run(PAGES))

    assert told == {"broken": [], "public": 58, "phones": [], "note": True}


def test_said_again_it_starts_what_is_there(village):
    before = json.loads(village.run(COUNTS))
    began = time.monotonic()

    again = demo(village)

    assert again.returncode == 0
    assert time.monotonic() - began < 10
    assert json.loads(village.run(COUNTS)) == before


def test_a_database_that_holds_anybody_is_refused_and_stays_as_it_is(own_database):
    own_database.run(
        'from museum.people.models import Person; Person.objects.create(name="真人", phone="13800000000")'
    )

    refused = demo(own_database)

    rows = "from museum.people.models import Person; from museum.pictures.models import Picture; "
    counted = own_database.run(rows + "print(Person.objects.count(), Picture.objects.count())")
    assert refused.returncode != 0
    assert "真人" not in refused.stderr
    assert counted == "1 0"
