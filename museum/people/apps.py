from django.apps import AppConfig


class People(AppConfig):
    name = "museum.people"
    label = "people"
