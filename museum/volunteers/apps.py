from django.apps import AppConfig


class Volunteers(AppConfig):
    name = "museum.volunteers"
    label = "volunteers"
