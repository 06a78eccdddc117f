"""先拴号牌，后登记 on a telephone: printed, scanned, received, scanned again, moved, ticked off; and each stock
printed at 150 dots an inch is read again by two readers of different make."""

import re
import shutil
import subprocess

import pytest
import zxingcpp
from PIL import Image

from museum.reading import tag_codes

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
