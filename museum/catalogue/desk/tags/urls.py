from django.urls import path

from museum.catalogue.desk.tags.hanging import Hang
from museum.catalogue.desk.tags.moving_here import MoveHere
from museum.catalogue.desk.tags.papers import of_places, of_printing
from museum.catalogue.desk.tags.printing import Print
from museum.catalogue.desk.tags.scanning import Scan, behind

app_name = "tags"
urlpatterns = [
    path("", Scan.as_view(), name="scan"),
    path("print/", Print.as_view(), name="print"),
    path("print/<int:pk>/", of_printing, name="paper"),
    path("print/places/", of_places, name="places"),
    path("<str:code>/", behind, name="code"),
    path("<str:code>/move/", MoveHere.as_view(), name="move"),
    path("<str:code>/<slug:act>/", Hang.as_view(), name="hang"),
]
