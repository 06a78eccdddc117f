from django.apps import AppConfig


class Calls(AppConfig):
    name = "museum.calls"
    label = "calls"

    def ready(self):
        from museum.accounts.law import enact
        from museum.calls import permissions

        enact(permissions.LAW)
