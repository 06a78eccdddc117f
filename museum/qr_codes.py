"""Codes that a telephone reads, drawn here: what stands in them goes to nobody else."""

from django.utils.safestring import mark_safe


def drawn(text: str) -> str:
    """Return a QR code as SVG: never a Micro QR, which WeChat cannot read. "" where text does not fit."""
    import segno  # here, because few of the server's processes ever draw a code

    try:
        code = segno.make_qr(text, error="m")
    except segno.DataOverflowError:
        return ""
    return mark_safe(code.svg_inline(scale=1, border=4, omitsize=True, svgclass="qr"))
