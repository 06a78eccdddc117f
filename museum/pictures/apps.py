from django.apps import AppConfig


class Pictures(AppConfig):
    name = "museum.pictures"
    label = "pictures"
