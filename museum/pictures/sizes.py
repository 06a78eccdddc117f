"""The sizes in which a picture leaves the house.

WebP for all: every telephone since 2020 reads it, and it is a third smaller than JPEG. Drawings
keep their transparency and their hard lines (drawings.py).
"""

BOUNDS = (400, 800, 1200)  # for srcset, the last one is what src names
THUMB = 200
OF_A_DRAWING = "format-webp-lossless"


def spec(bound: int, *, is_drawing: bool) -> str:
    """Return Wagtail's filter spec for a picture that fits in a square of bound points."""
    return f"max-{bound}x{bound}|{OF_A_DRAWING if is_drawing else 'format-webp'}"


def specs(*, is_drawing: bool) -> list[str]:
    """Return the specs of all sizes of a drawing or a photograph, smallest first."""
    return [spec(bound, is_drawing=is_drawing) for bound in (THUMB, *BOUNDS)]


ALL = [*specs(is_drawing=False), *specs(is_drawing=True)]
