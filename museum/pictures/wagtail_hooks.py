from django.urls import include, path
from wagtail import hooks

from museum.pictures import views

urls = [
    path("<int:pk>/original/", views.original, name="original"),
    path("<int:pk>/copy/<str:spec>/", views.copy, name="copy"),
]


@hooks.register("register_admin_urls")
def register_originals():
    return [path("pictures/", include((urls, "pictures"), namespace="pictures"))]
