import re

from tests.seeding import ROOT

KEYED = re.compile(
    r"from django.core(\.signing)? import .*[sS]ign|salted_hmac|settings\.SECRET_KEY|\bSigner\b|signed_cookie"
)


def test_nothing_but_sealing_signs_or_hashes_with_a_key():
    sources = [*(ROOT / "museum").rglob("*.py"), *(ROOT / "exhibits").rglob("*.py")]

    found = [path for path in sources if KEYED.search(path.read_text())]

    assert found == [ROOT / "museum" / "sealing.py"]
