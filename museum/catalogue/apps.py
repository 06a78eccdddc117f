from django.apps import AppConfig


class Catalogue(AppConfig):
    name = "museum.catalogue"
    label = "catalogue"

    def ready(self):
        from museum.catalogue import stamping

        stamping.follow()
