from django.urls import include, path

from museum.figures.desk import papers
from museum.figures.desk.finishing import FinalView
from museum.figures.desk.screens import DashboardView, RecordsView, ReportView, YearlyView

figures = [
    path("", DashboardView.as_view(), name="index"),
    path("records/<slug:code>/", RecordsView.as_view(), name="records"),
    path("yearly/", YearlyView.as_view(), name="yearly"),
    path("yearly/final/", FinalView.as_view(), name="final"),
    path("yearly/paper/", papers.paper, name="paper"),
    path("yearly/xlsx/", papers.workbook, name="xlsx"),
    path("reports/<str:label>/", ReportView.as_view(), name="report"),
    path("reports/<str:label>/paper/", papers.paper, name="report_paper"),
    path("reports/<str:label>/xlsx/", papers.workbook, name="report_xlsx"),
]
urlpatterns = [path("figures/", include((figures, "figures")))]
