from django.apps import AppConfig


class Figures(AppConfig):
    name = "museum.figures"
    label = "figures"
