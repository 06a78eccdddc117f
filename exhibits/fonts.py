"""Which of this computer's fonts can write Chinese, as its fontconfig says. Nothing is brought along."""

import functools
import subprocess

from PIL import ImageFont

ASKED = ("fc-match", "-f", "%{file}\t%{index}\t%{lang}")


@functools.cache
def chinese(family: str, *, bold: bool = False) -> tuple[str, int] | None:
    """Return the file, and the place in it, of a font of this family, None where none is there."""
    wanted = f"{family}:lang=zh-cn:weight={200 if bold else 80}"
    try:
        said = subprocess.run(
            [*ASKED, wanted], capture_output=True, text=True, timeout=10, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return None
    file, index, languages = ([*said.stdout.split("\t"), "", "", ""])[:3]
    return (file, int(index or 0)) if "zh-cn" in languages.split("|") else None


def are_there() -> bool:
    """Whether a picture with Chinese words can be drawn here."""
    return bool(chinese("serif", bold=True) and chinese("sans-serif"))


@functools.lru_cache(maxsize=32)
def font(family: str, size: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    found = chinese(family, bold=bold)
    if found is None:
        raise LookupError(family)
    return ImageFont.truetype(found[0], size, index=found[1])
