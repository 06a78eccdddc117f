"""The site with the calendar's address, wherever museum.urls has put it."""

from museum.urls import urlpatterns as site
from museum.volunteers.urls import urlpatterns as own

urlpatterns = [*own, *site]
