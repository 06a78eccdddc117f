"""统计: the figures of a period, the rows behind each, the yearly report and the reports handed in."""

from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from museum.campaigns import Campaign
from museum.figures import charts, reporting
from museum.figures.definitions import ALL, SECTIONS
from museum.figures.desk import keys
from museum.figures.desk.asking import period_of, query_of, reckoning_of
from museum.figures.desk.records import Records, figure_for, known, may_open, records_of
from museum.figures.models import Report
from museum.figures.narrowing import narrowed
from museum.figures.periods import years
from museum.figures.permissions import may
from museum.figures.yearly import table, thawed
from museum.refusals import sentences

PER_PAGE = 100


@method_decorator(never_cache, name="dispatch")
class FiguresScreen(WagtailAdminTemplateMixin, TemplateView):
    header_icon = "history"
    page_title = pgettext_lazy("museum", "Figures")

    def dispatch(self, request, *args, **kwargs):
        if not may(request.user, "see"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        whole = {"url": reverse_lazy("figures:index"), "label": FiguresScreen.page_title}
        return [*self.breadcrumbs_items, whole, {"url": "", "label": self.page_title}]


class DashboardView(FiguresScreen):
    template_name = "figures/dashboard.html"

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        reckoning = reckoning_of(self.request.GET)
        return super().get_context_data(**kwargs) | {
            "reckoning": reckoning,
            "period": reckoning.period,
            "query": query_of(reckoning),
            "years": years(),
            "campaigns": Campaign.objects.all(),
            "sections": [section for code, words in SECTIONS.items()
                         if (section := self._section(code, words, reckoning))["figures"]],
        }  # fmt: skip

    def _section(self, code, words, reckoning):
        asked = [each for each in ALL if each.section == code
                 and (reckoning.campaign is None or each.knows_campaigns)]  # fmt: skip
        return {
            "code": code,
            "words": words,
            "figures": [figure_for(each, reckoning, self.request.user) for each in asked],
            "charts": [
                {"chart": chart, "records": records_of(chart.figure, reckoning, self.request.user)}
                for chart in charts.of_section(code, reckoning)
            ],
        }


class RecordsView(FiguresScreen):
    """The rows behind one number: their sum is the number."""

    template_name = "figures/records.html"

    @property
    def page_title(self):
        return self.definition.words

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        found = known(kwargs["code"])
        if found is None or found.rows is None:
            raise Http404
        self.by, self.of = request.GET.get("by", ""), request.GET.get("of", "")
        self.definition = narrowed(found, self.by, self.of)

    def dispatch(self, request, *args, **kwargs):
        if may(request.user, "see") and not may_open(self.definition, request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        reckoning = reckoning_of(self.request.GET)
        rows = Records(self.definition, reckoning)
        return super().get_context_data(**kwargs) | {
            "figure": self.definition.figure(reckoning),
            "adds": bool(self.definition.adds),
            "added_unit": self._added_unit(),
            "reckoning": reckoning,
            "query": query_of(reckoning),
            "narrow": self.narrow,
            "part": self._part(reckoning),
            "page": Paginator(rows, PER_PAGE).get_page(self.request.GET.get("page")),
        }

    @property
    def narrow(self) -> str:
        return urlencode({"by": self.by, "of": self.of}) if self.by else ""

    def _part(self, reckoning) -> str:
        """Return what the bar is called whose rows these are."""
        drawn = charts.of_section(self.definition.section, reckoning) if self.by else []
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
            "key": keys.new(),
        }

    def post(self, request):
        period = period_of(request.POST)
        try:
            report = reporting.hand_in(period, by=request.user, key=keys.read(request.POST))
        except ValidationError as refusal:
            messages.error(request, " ".join(sentences(refusal)))
            return redirect(f"{reverse('figures:yearly')}?{period.query}")
        messages.success(request, _("Handed in as %(label)s. It stays as it is now.")
                         % {"label": report.label})  # fmt: skip
        return redirect(reverse("figures:report", args=[report.label]))


class ReportView(FiguresScreen):
    """One report as it was handed in, and what the registers say otherwise since."""

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
        }
