from django.apps import AppConfig


class Catalogue(AppConfig):
    name = "museum.catalogue"
    label = "catalogue"
