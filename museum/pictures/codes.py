"""What QR codes on a photograph say. The photograph itself is not kept."""

from django.core.files import File

from museum.pictures import cleaning
from museum.pictures.judging import judge


def codes_in(file: File) -> list[str]:
    """Return the text of each QR code on a photograph, from the top down. Refuse what judging.judge refuses.

    Read at the size of a page's largest copy: all ten tags of a sheet are legible there, and no more
    than one photograph at a time is in memory.
    """
    import zxingcpp  # here, because few of the server's processes ever read a code

    kind = judge(file).kind
    with cleaning.ONE_AT_A_TIME:
        image = cleaning.clean(file, kind).convert("L")
        formats = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])
        found = zxingcpp.read_barcodes(image, formats=formats)
    found.sort(key=lambda each: (each.position.top_left.y, each.position.top_left.x))
    return list(dict.fromkeys(each.text for each in found if each.text))
