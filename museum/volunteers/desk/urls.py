from django.urls import include, path

from museum.volunteers.desk import papers, roster
from museum.volunteers.desk.codes import HereView
from museum.volunteers.desk.handing_over import HandOverView
from museum.volunteers.desk.hours import CorrectView, HoursView
from museum.volunteers.desk.month import NewShiftView, RotaView
from museum.volunteers.desk.people import ActView, FeedView, MineView
from museum.volunteers.desk.shift import ShiftView
from museum.volunteers.desk.tablet import TabletView
from museum.volunteers.desk.welcoming import WelcomeView

volunteering = [
    path("rota/", RotaView.as_view(), name="rota"),
    path("rota/new/", NewShiftView.as_view(), name="new_shift"),
    path("rota/<int:year>/<int:month>/", RotaView.as_view(), name="month"),
    path("rota/<int:year>/<int:month>/poster/", roster.poster, name="poster"),
    path("sheet/<str:first>/<int:days>/", roster.sheet, name="sheet"),
    path("shifts/<int:pk>/", ShiftView.as_view(), name="shift"),
    path("here/<str:signed>/", HereView.as_view(), name="here"),
    path("tablet/", TabletView.as_view(), name="tablet"),
    path("mine/", MineView.as_view(), name="mine"),
    path("welcome/", WelcomeView.as_view(), name="welcome"),
    path("hours/", HoursView.as_view(), name="hours"),
    path("hours/<int:pk>/correct/", CorrectView.as_view(), name="correct"),
    path("hand-over/", HandOverView.as_view(), name="hand_over"),
    path("statements/", papers.StatementsView.as_view(), name="statements"),
    path("statements/<int:pk>/", papers.statement, name="statement"),
    path("<int:pk>/feed/", FeedView.as_view(), name="feed"),
    path("<int:pk>/<slug:act>/", ActView.as_view(), name="act"),
]
urlpatterns = [path("volunteers/", include((volunteering, "volunteering")))]
