"""What the demo village counts, asked in three ways (tests/exhibits/demo/test_building.py)."""

import io
from collections import Counter

from bs4 import BeautifulSoup
from django.db import connection, transaction
from django.test import Client
from openpyxl import load_workbook

from museum import verifying
from museum.accounts.models import User
from museum.catalogue import public
from museum.catalogue.models import Holding, Item, Movement
from museum.figures import reporting
from museum.figures.definitions import BY_CODE
from museum.figures.periods import usual
from museum.people.models import Person

# Plain SQL over the slips, in nobody's words but the tables': what the figures are checked against.
CORRECTED = "SELECT supersedes_id FROM visits_visit WHERE supersedes_id IS NOT NULL"
VISITS = (f"FROM visits_visit v WHERE NOT v.is_void AND v.id NOT IN ({CORRECTED}) "
          "AND v.day BETWEEN '2023-01-01' AND '2023-12-31'")  # fmt: skip
OUTSIDE = VISITS + " AND v.origin IN ('city', 'province', 'country', 'abroad')"
TAPS = ("FROM visits_tap t WHERE t.cancels_id IS NULL AND t.day BETWEEN '2023-01-01' AND "
        "'2023-12-31' AND t.id NOT IN "
        "(SELECT cancels_id FROM visits_tap WHERE cancels_id IS NOT NULL)")  # fmt: skip
CAME = ("SELECT count(*) FROM volunteers_volunteerentry WHERE act IN ('joined', 'returned') "
        "AND happened_at < '{until}'")  # fmt: skip
LEFT = (
    "SELECT count(*) FROM volunteers_volunteerentry WHERE act = 'left' AND happened_at < '{until}'"
)
COUNTS = ("(l.waits = '' OR EXISTS (SELECT 1 FROM volunteers_confirmation c WHERE c.line_id = l.id "
          "AND c.accepted))")  # fmt: skip
LINES = ("FROM volunteers_serviceline l JOIN volunteers_shift s ON s.id = l.shift_id WHERE s.date "
         f"BETWEEN '2023-01-01' AND '2023-12-31' AND l.minutes > 0 AND {COUNTS} AND l.id NOT IN "
         "(SELECT replaces_id FROM volunteers_serviceline WHERE replaces_id IS NOT NULL)")  # fmt: skip
HELD = ("FROM catalogue_holding h JOIN catalogue_item i ON i.id = h.item_id "
        "WHERE i.parent_id IS NULL AND h.status IN ('received', 'accessioned')")  # fmt: skip
SHOWN = HELD + (" AND EXISTS (SELECT 1 FROM catalogue_movement m WHERE m.id = h.last_movement_id "
                "AND m.was_display)")  # fmt: skip
# A year begins at midnight in Shanghai, which is four in the afternoon in UTC.
BEFORE, AFTER = "2022-12-31 16:00:00+00:00", "2023-12-31 16:00:00+00:00"


def counts() -> dict:
    figures = public.figures()
    items = Item.objects.all()
    return {
        "figures": [figures.collected, figures.on_display, figures.public],
        "statuses": Counter(Holding.objects.values_list("status", flat=True)),
        "ways": Counter(Holding.objects.values_list("way", flat=True)),
        "rows": [items.count(), Movement.objects.count(), Person.objects.count()],
        "drawings": len({photo.picture_id for item in items for photo in item.photos.all()}),
        "misfits": [str(each) for each in verifying.misfits()],
        "wheel": Item.objects.get(title="手摇纺车").holding.label,
        "in_review": sum(item.workflow_in_progress for item in items),
    }


def ask(statement: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return int(cursor.fetchone()[0] or 0)


def volunteers(until: str) -> int:
    until = until[:19] if connection.vendor == "sqlite" else until
    return ask(CAME.format(until=until)) - ask(LEFT.format(until=until))


def year_by_hand() -> dict:
    return {
        "held": ask(f"SELECT count(*) {HELD}"),
        "on_display": ask(f"SELECT count(*) {SHOWN}"),
        "visitors": ask(f"SELECT sum(v.persons) {VISITS}") + ask(f"SELECT sum(t.persons) {TAPS}"),
        "group_visits": ask(f"SELECT count(*) {VISITS}"),
        "group_persons": ask(f"SELECT sum(v.persons) {VISITS}"),
        "outside_visits": ask(f"SELECT count(*) {OUTSIDE}"),
        "outside_persons": ask(f"SELECT sum(v.persons) {OUTSIDE}"),
        "outside_organisations": ask(
            "SELECT count(DISTINCT o.organisation_id) FROM visits_visitorganisation o "
            f"WHERE o.visit_id IN (SELECT v.id {OUTSIDE})"
        ),
        "volunteers_before": volunteers(BEFORE),
        "volunteers": volunteers(AFTER),
        "served": ask(f"SELECT count(DISTINCT l.volunteer_id) {LINES}"),
        "hours": ask(
            f"SELECT sum(m / 30) FROM (SELECT sum(l.minutes) AS m {LINES} "
            "GROUP BY l.volunteer_id) AS each"
        )
        / 2,
    }


def year_as_said() -> dict:
    """Return the same figures as the museum says them: on its screens, in the report that is handed
    in, in xlsx."""
    curator = User.objects.get(username="guanzhang")
    client = Client(SERVER_NAME="localhost")
    client.force_login(curator)

    def page(address):
        return BeautifulSoup(client.get(address).content, "html.parser")

    dashboard = {
        div.dt.contents[0].strip(): float(div.dd.find(["a", "span"]).text)
        for div in page("/admin/figures/").select(".figures-list > div")
    }
    with transaction.atomic():
        report = reporting.hand_in(usual(), by=curator)
        rows = [row for section in report.table["sections"] for row in section["rows"]]
        book = client.get(f"/admin/figures/reports/{report.label}/xlsx/").content
        transaction.set_rollback(True)
    frozen = {row["code"]: float(row["value"]) for row in rows if row["value"] is not None}
    sheet = load_workbook(io.BytesIO(book)).active
    cells = {row[1].value: row[3].value for row in sheet.iter_rows(min_row=4)}
    return {
        "period": str(usual()),
        "dashboard": {code: dashboard[str(each.label)] for code, each in BY_CODE.items()},
        "report": frozen,
        "xlsx": {code: cells.get(str(BY_CODE[code].label)) for code in frozen},
        "page": [row.dd.contents[0].strip() for row in page("/figures/").select(".ledger > div")],
        "home": page("/").select_one(".ledger").get_text("|", strip=True),
    }


def pages() -> dict:
    """Return what is wrong with the village's pages, and how many objects have one."""
    client = Client(SERVER_NAME="localhost")
    held = Item.objects.filter(holding__label__isnull=False)
    paths = ["/", "/objects/"] + [f"/objects/{item.holding.label}/" for item in held]
    said = {path: client.get(path) for path in paths}
    text = " ".join(answer.content.decode() for answer in said.values())
    phones = Person.objects.exclude(phone="").values_list("phone", flat=True)
    return {
        "broken": [path for path, answer in said.items() if answer.status_code not in (200, 404)],
        "public": sum(answer.status_code == 200 for answer in said.values()) - 2,
        "phones": [phone for phone in phones if phone in text],
        "note": "数字取自公开报道，村名、人物、故事均为虚构" in text,
    }
