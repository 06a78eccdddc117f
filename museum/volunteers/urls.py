"""The one address of this register that is read without signing in."""

from django.urls import path

from museum.volunteers.desk.feed import feed

urlpatterns = [path("volunteers/<str:key>.ics", feed, name="volunteer_feed")]
