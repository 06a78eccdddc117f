from django.apps import AppConfig


class Exhibits(AppConfig):
    name = "exhibits"
    label = "exhibits"
