import json

import pytest

from tests.exhibits.demo.conftest import demo

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

# Plain SQL over the slips, in nobody's words but the tables': what the figures are checked against.
YEAR_BY_HAND = """
import json
from django.db import connection
CORRECTED = "SELECT supersedes_id FROM visits_visit WHERE supersedes_id IS NOT NULL"
VISITS = (f"FROM visits_visit v WHERE NOT v.is_void AND v.id NOT IN ({CORRECTED}) "
          "AND v.day BETWEEN '2023-01-01' AND '2023-12-31'")
OUTSIDE = VISITS + " AND v.origin IN ('city', 'province', 'country', 'abroad')"
TAPS = ("FROM visits_tap t WHERE t.cancels_id IS NULL AND t.day BETWEEN '2023-01-01' AND "
        "'2023-12-31' AND t.id NOT IN "
        "(SELECT cancels_id FROM visits_tap WHERE cancels_id IS NOT NULL)")
CAME = ("SELECT count(*) FROM volunteers_volunteerentry WHERE act IN ('joined', 'returned') "
        "AND happened_at < '{until}'")
LEFT = "SELECT count(*) FROM volunteers_volunteerentry WHERE act = 'left' AND happened_at < '{until}'"
COUNTS = ("(l.waits = '' OR EXISTS (SELECT 1 FROM volunteers_confirmation c WHERE c.line_id = l.id "
          "AND c.accepted))")
LINES = ("FROM volunteers_serviceline l JOIN volunteers_shift s ON s.id = l.shift_id WHERE s.date "
         f"BETWEEN '2023-01-01' AND '2023-12-31' AND l.minutes > 0 AND {COUNTS} AND l.id NOT IN "
         "(SELECT replaces_id FROM volunteers_serviceline WHERE replaces_id IS NOT NULL)")
HELD = ("FROM catalogue_holding h JOIN catalogue_item i ON i.id = h.item_id "
        "WHERE i.parent_id IS NULL AND h.standing IN ('received', 'accessioned')")
SHOWN = HELD + (" AND EXISTS (SELECT 1 FROM catalogue_movement m WHERE m.id = h.last_movement_id "
                "AND m.was_display)")
def ask(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return int(cursor.fetchone()[0] or 0)
# A year begins at midnight in Shanghai, which is four in the afternoon in UTC.
BEFORE, AFTER = "2022-12-31 16:00:00+00:00", "2023-12-31 16:00:00+00:00"
if connection.vendor == "sqlite":
    BEFORE, AFTER = BEFORE[:19], AFTER[:19]
print(json.dumps({
    "held": ask(f"SELECT count(*) {HELD}"),
    "on_display": ask(f"SELECT count(*) {SHOWN}"),
    "visitors": ask(f"SELECT sum(v.persons) {VISITS}") + ask(f"SELECT sum(t.persons) {TAPS}"),
    "group_visits": ask(f"SELECT count(*) {VISITS}"),
    "group_persons": ask(f"SELECT sum(v.persons) {VISITS}"),
    "outside_visits": ask(f"SELECT count(*) {OUTSIDE}"),
    "outside_persons": ask(f"SELECT sum(v.persons) {OUTSIDE}"),
    "outside_organisations": ask("SELECT count(DISTINCT o.organisation_id) FROM "
        f"visits_visitorganisation o WHERE o.visit_id IN (SELECT v.id {OUTSIDE})"),
    "volunteers_before": ask(CAME.format(until=BEFORE)) - ask(LEFT.format(until=BEFORE)),
    "volunteers": ask(CAME.format(until=AFTER)) - ask(LEFT.format(until=AFTER)),
    "served": ask(f"SELECT count(DISTINCT l.volunteer_id) {LINES}"),
    "hours": ask(f"SELECT sum(l.minutes) {LINES}") // 30 / 2,
}))
"""

# The same figures as the museum says them: on its screens, in the report that is handed in, in xlsx.
YEAR_AS_SAID = """
import io, json
from bs4 import BeautifulSoup
from django.db import transaction
from django.test import Client
from openpyxl import load_workbook
from museum.accounts.models import User
from museum.figures import reporting
from museum.figures.definitions import BY_CODE
from museum.figures.periods import usual
curator = User.objects.get(username="guanzhang")
client = Client(SERVER_NAME="localhost")
client.force_login(curator)
def number(text):
    return float(text)
said = BeautifulSoup(client.get("/admin/figures/").content, "html.parser")
dashboard = {div.dt.contents[0].strip(): number(div.dd.find(["a", "span"]).text)
             for div in said.select(".figures-list > div")}
with transaction.atomic():
    report = reporting.hand_in(usual(), by=curator)
    rows = [row for section in report.table["sections"] for row in section["rows"]]
    book = client.get(f"/admin/figures/reports/{report.label}/xlsx/").content
    transaction.set_rollback(True)
frozen = {row["code"]: number(row["value"]) for row in rows if row["value"] is not None}
sheet = load_workbook(io.BytesIO(book)).active
cells = {row[1].value: row[3].value for row in sheet.iter_rows(min_row=4)}
public = BeautifulSoup(client.get("/figures/").content, "html.parser")
home = BeautifulSoup(client.get("/").content, "html.parser").select_one(".ledger")
print(json.dumps({
    "period": str(usual()),
    "dashboard": {code: dashboard[str(each.words)] for code, each in BY_CODE.items()},
    "report": frozen,
    "xlsx": {code: cells.get(str(BY_CODE[code].words)) for code in frozen},
    "page": [row.dd.contents[0].strip() for row in public.select(".ledger > div")],
    "home": home.get_text("|", strip=True),
}))
"""


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
    roles = ("馆长  guanzhang", "登记志愿者  dengji", "保管员  baoguan", "值班员  zhiban",
             "志愿者召集人  zhaoji")  # fmt: skip
    for word in roles:
        assert word in village.printed


def test_the_year_summed_slip_by_slip_is_the_year_of_the_report(village):
    assert json.loads(village.run(YEAR_BY_HAND)) == {
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
        "hours": 987.5,
    }


def test_screens_report_and_spreadsheet_say_what_the_slips_say(village):
    summed = json.loads(village.run(YEAR_BY_HAND))
    said = json.loads(village.run(YEAR_AS_SAID))

    assert said["period"] == "2023年"
    for told in ("dashboard", "report", "xlsx"):
        assert {code: said[told][code] for code in summed} == summed
    assert {"63", "51", "1126", "23", "524", "25", "104", "41", "987.5"} <= set(said["page"])
    assert "来看过|1126|人次|志愿者|104|人" in said["home"]


def test_its_pages_open_and_no_telephone_is_on_them(village):
    told = json.loads(village.run(PAGES))

    assert told == {"broken": [], "public": 58, "phones": [], "note": True}


def test_said_again_it_starts_what_is_there(village):
    before = json.loads(village.run(COUNTS))

    again = demo(village)

    assert again.returncode == 0
    assert "■" in village.printed
    assert "■" not in again.stdout
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


def test_a_foreign_database_of_an_earlier_state_is_not_even_migrated(own_database):
    own_database.run(
        "from museum.people.models import Person; from django.db import connection; "
        'Person.objects.create(name="真人"); '
        "connection.cursor().execute(\"DELETE FROM django_migrations WHERE app = 'figures' "
        "AND name = '0002_roles'\")"
    )

    refused = demo(own_database)

    state = own_database.run(
        "from django.db.migrations.recorder import MigrationRecorder as R; "
        "print(R.Migration.objects.filter(app='figures', name='0002_roles').count())"
    )
    assert (refused.returncode != 0, state) == (True, "0")
