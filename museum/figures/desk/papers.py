"""年度统计表 on A4 and as a spreadsheet: as it stands now, or as it was handed in."""

from urllib.parse import quote

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from museum import ledger_head
from museum.figures.desk.parameters import period_of
from museum.figures.models import Report
from museum.figures.permissions import may
from museum.figures.yearly import Table, table, thawed
from museum.institution import Museum
from museum.public import museum


def table_to_print(request, label: str | None) -> tuple[Table, Report | None]:
    """Return what is to be printed: the report of this label, or the period as it is counted now."""
    if not may(request.user, "see"):
        raise PermissionDenied
    if label is None:
        return table(period_of(request.GET)), None
    report = get_object_or_404(Report.objects.select_related("by"), label=label)
    return thawed(report.table, report.period), report


@never_cache
def paper(request, label=None):
    counted, report = table_to_print(request, label)
    back = reverse("figures:report", args=[label]) if report else (
        f"{reverse('figures:yearly')}?{counted.period.query}"
    )  # fmt: skip
    return render(request, "figures/paper.html", {
        "museum": museum(),
        "township": Museum.load().township,
        "table": counted,
        "columns": columns(counted),
        "report": report,
        "head": ledger_head.left_by(report.uuid) if report else ledger_head.now(),
        "back": back,
    })  # fmt: skip


def columns(counted: Table) -> tuple[tuple, tuple]:
    """Return the sections in two columns: what the museum has, and who came and helped."""
    return counted.sections[:2], counted.sections[2:]


@never_cache
def workbook(request, label=None):
    counted, report = table_to_print(request, label)
    from museum.figures import spreadsheet  # openpyxl: megabytes, for once a year

    name = f"{spreadsheet.title()}{counted.period.first:%Y%m%d}-{counted.period.last:%Y%m%d}"
    name += f"-{report.label}" if report else ""
    answer = HttpResponse(spreadsheet.write(counted, report), content_type=spreadsheet.TYPE)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}.xlsx"
    return answer
