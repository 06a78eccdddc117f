from django.apps import AppConfig


class Care(AppConfig):
    name = "museum.care"
    label = "care"

    def ready(self):
        from museum.accounts.law import enact
        from museum.care import permissions

        enact(permissions.LAW)
