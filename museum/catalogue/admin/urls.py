from django.urls import path

from museum.catalogue.admin.act_views import ActView
from museum.catalogue.admin.photographing import Photograph
from museum.catalogue.admin.sheet import Sheet

app_name = "objects"
urlpatterns = [
    path("<int:pk>/", Sheet.as_view(), name="sheet"),
    path("<int:pk>/photograph/", Photograph.as_view(), name="photograph"),
    path("<int:pk>/<slug:act>/", ActView.as_view(), name="act"),
]
