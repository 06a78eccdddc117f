"""Draws the pictures of the demo from its drawings: `python -m exhibits.demo.rendering`.

Needs a Chromium and the `test` extra. What it writes (pictures/*.webp) is kept in the repository,
so that the demo itself needs neither.
"""

import io
import os
import re
import shutil
import tomllib
from pathlib import Path

from PIL import Image

HERE = Path(__file__).parent
SIDE = 960
PAGE = '<body style="margin:0"><img src="{source}" width="{width}" height="{height}" style="display:block">'
# On 来馆参观: the door, and the way there.
OF_THE_WAY = {"door": "damen", "map": "zenmelai"}


def name_of(drawing: str, crop: str = "") -> str:
    """Return the file name of a drawing, whole or cut to crop ("x,y,width,height")."""
    return f"{drawing}{'-' + crop.replace(',', '-') if crop else ''}.webp"


def wanted() -> set[tuple[str, str]]:
    """Return (drawing, crop) for every picture of the demo's objects, and of the way there."""
    village = tomllib.loads((HERE / "objects.toml").read_text(encoding="utf-8"))
    of_objects = {
        (photo["drawing"], photo.get("crop", ""))
        for donation in village["donation"]
        for item in donation["item"]
        for photo in item.get("photo", [])
    }
    return of_objects | {(drawing, "") for drawing in OF_THE_WAY.values()}


def _height(file: Path, crop: str) -> int:
    """Return how high the drawing is when it is SIDE wide."""
    box = crop or re.findall(r'viewBox="([^"]+)"', file.read_text(encoding="utf-8"))[0]
    _x, _y, width, height = map(float, re.split("[ ,]+", box))
    return round(SIDE * height / width)


def draw() -> None:
    """Render every wanted picture on a clear ground."""
    from playwright.sync_api import sync_playwright

    found = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as tool:
        browser = tool.chromium.launch(executable_path=found, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": SIDE, "height": SIDE})
        for drawing, crop in sorted(wanted()):
            view = f"#svgView(viewBox({crop}))" if crop else ""
            file = HERE / "drawings" / f"{drawing}.svg"
            size = {"width": SIDE, "height": _height(file, crop)}
            page.set_viewport_size({"width": size["width"], "height": size["height"]})
            frame = HERE / "frame.html"
            frame.write_text(PAGE.format(source=file.as_uri() + view, **size))
            page.goto(frame.as_uri())
            shot = Image.open(io.BytesIO(page.screenshot(omit_background=True)))
            frame.unlink()
            target = HERE / "pictures" / name_of(drawing, crop)
            target.parent.mkdir(exist_ok=True)
            # A drawing has few colours: a palette halves the file and nobody sees it.
            shot.quantize(128, method=Image.Quantize.FASTOCTREE).convert("RGBA").save(
                target, lossless=True, method=6
            )
        browser.close()


if __name__ == "__main__":
    draw()
