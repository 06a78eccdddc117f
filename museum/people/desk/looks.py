"""谁看过个人信息: a year on one page, for the curator; printed for whoever asks to see it."""

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from museum.clock import today
from museum.desk import screens
from museum.people import looks
from museum.people.permissions import LAW


class Looks(screens.Screen):
    law = LAW
    needs = "see_looks"
    template_name = "people/looks.html"
    page_title = _("Who looked at personal data")
    header_icon = "view"
    above = ((_("People"), "people:index"),)

    def get_context_data(self, **kwargs):
        year, years = self.kwargs.get("year") or today().year, looks.years()
        if year not in years:
            raise Http404
        lines = looks.lines(year)
        return super().get_context_data(**kwargs) | {
            "year": year,
            "years": years,
            "sums": looks.sums(year),
            "lines": lines,
            "is_cut": len(lines) == looks.MOST,
            "is_this_year": year == today().year,
            "today": today(),
        }
