from django.apps import AppConfig


class Visits(AppConfig):
    name = "museum.visits"
    label = "visits"
