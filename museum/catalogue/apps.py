from django.apps import AppConfig


class Catalogue(AppConfig):
    name = "museum.catalogue"
    label = "catalogue"

    def ready(self):
        from museum.catalogue import stamping
        from museum.catalogue.finding import refresh_objects_of
        from museum.people.hearing import hear

        hear(refresh_objects_of)
        stamping.follow()
