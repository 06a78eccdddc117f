import re

import pytest

from tests.journeys import receipts
from tests.journeys.conftest import overflow

pytestmark = [pytest.mark.browser, pytest.mark.processes, pytest.mark.long]
LEAVES = re.compile(rb"/Type\s*/Page[^s]")


def test_a_receipt_says_how_many_leaves_it_has_however_much_was_written(
    museum_site, own_database, signed_in
):
    wrong, seen = {}, set()
    with signed_in("dengji", 360) as page:
        for writing in receipts.WRITINGS:
            for share, count in ((1, 1), (1, 3), (0.5, 2), (0.25, 6), (0.1, 9)):
                made = own_database.run(receipts.receive, writing, share, count)
                page.goto(f"/admin/receiving/{made}/paper/")
                feet = page.locator(".sheet-foot span:last-child").all_text_contents()
                signed = page.locator(".sheet-sign").count()
                wide = overflow(page)
                leaves = len(LEAVES.findall(page.pdf(prefer_css_page_size=True)))
                each = [feet[0], len(feet), leaves, signed, wide]
                seen.add(leaves)
                pages = leaves // 2
                said = [f"第{n}页，共{pages}页" for n in range(1, pages + 1)] * 2
                if feet != said or signed != 2 or wide:
                    wrong[writing, share, count] = each

    assert wrong == {}
    assert len(seen) > 2
