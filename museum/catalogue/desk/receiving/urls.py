from django.urls import include, path

from museum.catalogue.desk.receiving.in_the_phone import givers, worker
from museum.catalogue.desk.receiving.one import Landed, OneView
from museum.catalogue.desk.receiving.reading import Reading
from museum.catalogue.desk.receiving.receipt import paper
from museum.catalogue.desk.receiving.views import ReceivingView, bring_in, look

receiving = [
    path("", ReceivingView.as_view(), name="receive"),
    path("look/", look, name="look"),
    path("one/", OneView.as_view(), name="one"),
    path("one/worker.js", worker, name="worker"),
    path("one/givers/", givers, name="givers"),
    path("<int:pk>/landed/", Landed.as_view(), name="landed"),
    path("<int:pk>/paper/", paper, name="paper"),
    path("<int:pk>/read/", Reading.as_view(), name="read"),
    path("<int:pk>/arrived/", bring_in, name="bring_in"),
]
urlpatterns = [path("receiving/", include((receiving, "receiving")))]
