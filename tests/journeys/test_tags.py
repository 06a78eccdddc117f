"""先拴号牌，后登记 on a telephone: printed, scanned, received, scanned again, moved, ticked off; and each stock
printed at 150 dots an inch is read again by two readers of different make."""

import re
import shutil
import subprocess

import pytest
import zxingcpp
from PIL import Image

from museum.reading import tag_codes
from tests.journeys.conftest import overflow

pytestmark = [pytest.mark.browser, pytest.mark.processes, pytest.mark.long]
NAME = "https://cunshiguan.example"
SIZES = {"a4": (595, 842), "a4-21": (595, 842), "roll": (170, 113)}


@pytest.fixture(autouse=True)
def name_of_its_own(monkeypatch):
    """The museum has an address that stays: without one it prints nothing."""
    monkeypatch.setenv("PRINTED_NAME", NAME)


def leaves_of(page, folder):
    """Print the paper as a printer gets it, at 150 dots an inch; return its pages as pictures."""
    paper = folder / "paper.pdf"
    page.pdf(path=paper, prefer_css_page_size=True)
    subprocess.run(
        [shutil.which("pdftoppm"), "-r", "150", "-gray", paper, folder / "leaf"], check=True
    )
    return sorted(folder.glob("leaf-*.pgm"))


def cut_out(leaf):
    """Yield what zxing-cpp reads on a page, each code with its own piece of the paper, as scissors cut it."""
    page = Image.open(leaf)
    for found in zxingcpp.read_barcodes(page):
        corner, opposite = found.position.top_left, found.position.bottom_right
        white = (opposite.x - corner.x) // 4
        box = (corner.x - white, corner.y - white, opposite.x + white, opposite.y + white)
        yield found.text, page.crop(box)


def read_by_zbar(piece, folder):
    piece.save(folder / "piece.png")
    command = [
        shutil.which("zbarimg"),
        "--quiet",
        "--raw",
        "-Sdisable",
        "-Sqrcode.enable",
        folder / "piece.png",
    ]
    return subprocess.run(command, capture_output=True, text=True).stdout.strip()


@pytest.mark.skipif(
    not all(map(shutil.which, ("pdftoppm", "pdfinfo", "zbarimg"))),
    reason="poppler-utils and zbar-tools were not found",
)
@pytest.mark.parametrize("stock", ["a4", "a4-21", "roll"])
def test_every_tag_of_a_sheet_is_read_from_a_print_at_150_dots_an_inch(signed_in, tmp_path, stock):
    count = 3 if stock == "roll" else 23
    with signed_in("baoguan") as page:
        page.goto("/admin/tags/print/")
        page.fill("[name=count]", str(count))
        page.check(f"[name=stock][value='{stock}']", force=True)
        page.click("form.tag-print [type=submit]")
        page.wait_for_selector(".tag-sheet")
        words = page.locator(".tag-code").all_text_contents()
        leaves = leaves_of(page, tmp_path)
        size = subprocess.run(
            [shutil.which("pdfinfo"), tmp_path / "paper.pdf"],
            capture_output=True,
            text=True,
            check=True,
        ).stdout

    codes = [tag_codes.code_of(number) for number in range(1, count + 1)]
    wanted = {f"{NAME}/o/{code}" for code in codes}
    assert words == [tag_codes.in_clear(code) for code in codes]
    assert len(leaves) == {"a4": 3, "a4-21": 2, "roll": 3}[stock]
    wide, high = (
        round(float(each)) for each in re.search(r"Page size:\s+([\d.]+) x ([\d.]+)", size).groups()
    )
    assert abs(wide - SIZES[stock][0]) < 3
    assert abs(high - SIZES[stock][1]) < 3
    pieces = [piece for leaf in leaves for piece in cut_out(leaf)]
    assert {text for text, _piece in pieces} == wanted
    assert [text for text, piece in pieces if read_by_zbar(piece, tmp_path) != text] == []


SMALL = """[...document.querySelectorAll(".task :is(.deeds a, .deeds button, .button, .checkoff label, input[type=text], .task-head a)")]
  .filter((each) => each.getBoundingClientRect().height < 44).map((each) => each.outerHTML)"""


def fits(page):
    """Whether nothing is wider than the telephone, and whatever is tapped is large enough."""
    return overflow(page) == 0 and page.evaluate(SMALL) == []


def place_code(name):
    from museum.catalogue.models import Place

    return Place.objects.get(name=name).tags.get().code


def sightings():
    from museum.catalogue.models import Sighting

    return [[each.item.title, str(each.place)] for each in Sighting.objects.all()]


def test_a_tag_is_tied_in_the_courtyard_and_its_thing_is_found_again_in_its_case(
    own_database, signed_in
):
    case = own_database.run(place_code, "三号柜")
    with signed_in("guanzhang", 360) as page:
        page.set_viewport_size({"width": 360, "height": 640})
        page.goto("/admin/")
        page.get_by_role("link", name="扫号牌").click()
        page.get_by_role("link", name="打号牌").click()
        page.fill("[name=count]", "10")
        page.click("form.tag-print [type=submit]")
        page.wait_for_selector(".tag-sheet")

        # The telephone's camera opens the address on the tag.
        page.goto("/o/0001R")
        page.wait_for_selector("text=还没用过的号牌")
        assert fits(page)
        page.get_by_role("link", name="收一件").click()
        page.fill("[name=brought-name]", "王桂兰")
        page.click(".naming-asked label >> nth=0")
        page.click("[data-on-button]")
        page.click("[data-on-button]")
        assert page.input_value("[name$=-tag]") == "0001–R"
        page.fill("[name$=-title]", "手摇纺车")
        page.click("[data-on-button]")
        page.click(".options label >> nth=0")
        page.click("[data-on-button]")
        page.click("[data-save]")
        page.wait_for_selector("text=号牌0001–R已经归它了")

        page.goto("/o/0001R")
        page.wait_for_selector("text=扫到一件")
        assert page.get_by_role("heading", name="手摇纺车").count() == 1
        assert fits(page)
        page.get_by_role("link", name="挪到这里").click()
        assert fits(page)
        page.fill("[name=code]", case)
        page.get_by_role("button", name="挪到这里").click()
        page.wait_for_selector("text=“手摇纺车”现在在二厅·三号柜。")

        page.goto(f"/o/{case}")
        page.wait_for_selector("text=还差1件：手摇纺车。")
        assert fits(page)
        page.get_by_role("checkbox").check()
        page.wait_for_selector("[name=item]:disabled", state="attached")
        assert page.get_by_role("button", name="对完了", exact=True).count() == 1
        assert page.locator("[data-missing]").text_content().strip() == "一件不差。"
        page.reload()
        assert page.locator("[name=item]").is_checked()

    assert own_database.run(sightings) == [["手摇纺车", "二厅·三号柜"]]


def test_a_photographed_tag_opens_its_thing_as_soon_as_it_is_taken(signed_in):
    with signed_in("baoguan") as page:
        page.goto("/admin/tags/print/")
        page.fill("[name=count]", "1")
        page.click("form.tag-print [type=submit]")
        photo = page.locator(".tag").first.screenshot(type="jpeg")

        page.goto("/admin/tags/")
        page.set_input_files(
            "[name=photo]", {"name": "号牌.jpg", "mimeType": "image/jpeg", "buffer": photo}
        )

        page.wait_for_url("**/admin/tags/0001R/")
