from django.apps import AppConfig


class Figures(AppConfig):
    name = "museum.figures"
    label = "figures"

    def ready(self):
        from museum.accounts.law import enact
        from museum.figures import permissions

        enact(permissions.LAW)
