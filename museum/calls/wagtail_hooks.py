from django.urls import path
from wagtail import hooks

from museum.calls import desk

hooks.register("construct_homepage_panels", desk.show_calls, order=105)
hooks.register(
    "register_admin_urls", lambda: [path("calls/", desk.CallsView.as_view(), name="calls")]
)
