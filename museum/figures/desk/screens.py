"""统计: the figures of a period, the rows behind each, the yearly report and the reports handed in."""

from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from wagtail.admin import messages

from museum.campaigns import Campaign
from museum.clock import day_in_words, today
from museum.desk.forms import DayField, key_of, put
from museum.desk.screens import Screen
from museum.figures import charts, reporting, submitting
from museum.figures.definitions import ALL, BY_CODE, SECTIONS
from museum.figures.desk.parameters import counts_of, period_of, query_of
from museum.figures.desk.records import Records, figure_for, may_open, records_of
from museum.figures.models import Report
from museum.figures.narrowing import narrowed
from museum.figures.periods import years
from museum.figures.permissions import LAW, may
from museum.figures.yearly import table, thawed
from museum.wording import StrOrPromise

PER_PAGE = 100


WHOLE = pgettext_lazy("museum", "Figures")


class FiguresScreen(Screen):
    law = LAW
    needs = "see"
    header_icon = "bars-of-figures"
    page_title = WHOLE
    above: tuple[tuple[StrOrPromise, str], ...] = ((WHOLE, "figures:index"),)


class DashboardView(FiguresScreen):
    template_name = "figures/dashboard.html"
    above = ()

    def get_context_data(self, **kwargs):
        counts = counts_of(self.request.GET)
        return super().get_context_data(**kwargs) | {
            "counts": counts,
            "period": counts.period,
            "query": query_of(counts),
            "years": years(),
            "campaigns": Campaign.objects.all(),
            "sections": [section for code, label in SECTIONS.items()
                         if (section := self._section(code, label, counts))["figures"]],
        }  # fmt: skip

    def _section(self, code, label, counts):
        asked = [each for each in ALL if each.section == code
                 and (counts.campaign is None or each.knows_campaigns)]  # fmt: skip
        return {
            "code": code,
            "label": label,
            "figures": [figure_for(each, counts, self.request.user) for each in asked],
            "charts": [
                {"chart": chart, "records": records_of(chart.figure, counts, self.request.user)}
                for chart in charts.of_section(code, counts)
            ],
        }


class RecordsView(FiguresScreen):
    """The rows behind one number: their sum is the number."""

    template_name = "figures/records.html"

    @property
    def page_title(self):
        return self.definition.label

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        found = BY_CODE.get(kwargs["code"])
        if found is None or found.rows is None:
            raise Http404
        self.by, self.of = request.GET.get("by", ""), request.GET.get("of", "")
        self.definition = narrowed(found, self.by, self.of)

    def may_open(self, user):
        return super().may_open(user) and may_open(self.definition, user)

    def get_context_data(self, **kwargs):
        counts = counts_of(self.request.GET)
        rows = Records(self.definition, counts)
        return super().get_context_data(**kwargs) | {
            "figure": self.definition.figure(counts),
            "adds": bool(self.definition.adds),
            "added_unit": self._added_unit(),
            "counts": counts,
            "query": query_of(counts),
            "narrow": self.narrow,
            "part": self._part(counts),
            "page": Paginator(rows, PER_PAGE).get_page(self.request.GET.get("page")),
        }

    @property
    def narrow(self) -> str:
        return urlencode({"by": self.by, "of": self.of}) if self.by else ""

    def _part(self, counts) -> str:
        """Return what the bar is called whose rows these are."""
        drawn = charts.of_section(self.definition.section, counts) if self.by else []
        bars = (bar for chart in drawn for bar in chart.bars if bar.asks == self.narrow)
        return next((bar.label for bar in bars), "")

    def _added_unit(self):
        summed = self.definition.adds.values()
        return pgettext("unit", "minutes") if "minutes" in summed else self.definition.unit


class YearlyView(FiguresScreen):
    """年度统计表 as it would be handed in, and those that were."""

    template_name = "figures/yearly.html"
    page_title = gettext_lazy("Yearly report")

    def get_context_data(self, **kwargs):
        period = period_of(self.request.GET)
        counted = table(period)
        handed_in = list(Report.objects.select_related("by"))
        return super().get_context_data(**kwargs) | {
            "table": counted,
            "period": period,
            "query": period.query,
            "years": years(),
            "reports": handed_in,
            "same": [each for each in handed_in if each.period == period],
            "may_hand_in": may(self.request.user, "hand_in"),
        }


class SubmissionForm(forms.Form):
    day = DayField(label=gettext_lazy("On which day"), initial=today)
    to = forms.CharField(
        label=gettext_lazy("To whom"),
        max_length=60,
        help_text=gettext_lazy("The culture station of the township"),
    )


class ReportView(FiguresScreen):
    """One report as it became final, what the registers say otherwise since, and where it went."""

    template_name = "figures/report.html"

    @property
    def page_title(self):
        return self.report.label

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        reports = Report.objects.select_related("by")
        self.report = get_object_or_404(reports, label=kwargs["label"])

    def get_context_data(self, **kwargs):
        report = self.report
        return super().get_context_data(**kwargs) | {
            "report": report,
            "period": report.period,
            "table": thawed(report.table, report.period),
            "errata": reporting.errata(report),
            "submissions": report.submissions.select_related("by"),
            "may_hand_in": may(self.request.user, "hand_in"),
            "form": kwargs.get("form") or SubmissionForm(),
        }

    def post(self, request, label):
        form = SubmissionForm(request.POST)
        if form.is_valid():
            try:
                gone = submitting.submit(
                    self.report, by=request.user, key=key_of(request), **form.cleaned_data
                )
            except ValidationError as refusal:
                put(form, refusal)
            else:
                messages.success(request, _("Written down: it went to %(to)s on %(day)s.")
                                 % {"to": gone.to, "day": day_in_words(gone.day)})  # fmt: skip
                return redirect("figures:report", label)
        return self.render_to_response(self.get_context_data(form=form))
