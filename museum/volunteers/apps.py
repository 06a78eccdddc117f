from django.apps import AppConfig


class Volunteers(AppConfig):
    name = "museum.volunteers"
    label = "volunteers"

    def ready(self):
        from museum.people.hearing import hear
        from museum.volunteers.forgetting import forget

        hear(forget)
