from django.apps import AppConfig


class People(AppConfig):
    name = "museum.people"
    label = "people"

    def ready(self):
        from museum.accounts.law import enact
        from museum.freshness import triggers
        from museum.people import consenting, permissions

        enact(permissions.LAW)
        triggers.add(consenting.triggers)
