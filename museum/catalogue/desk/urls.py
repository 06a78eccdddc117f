from django.urls import path

from museum.catalogue.desk.act_views import ActView
from museum.catalogue.desk.answering import Together
from museum.catalogue.desk.coming_and_going import ComingAndGoing
from museum.catalogue.desk.papers import paper
from museum.catalogue.desk.photographing import Photograph
from museum.catalogue.desk.sheet import Sheet

app_name = "objects"
urlpatterns = [
    path("together/", Together.as_view(), name="together"),
    path("coming-and-going/", ComingAndGoing.as_view(), name="coming_and_going"),
    path("<int:pk>/", Sheet.as_view(), name="sheet"),
    path("<int:pk>/photograph/", Photograph.as_view(), name="photograph"),
    path("<int:pk>/paper/<int:paper>/", paper, name="paper"),
    path("<int:pk>/<slug:act>/", ActView.as_view(), name="act"),
]
