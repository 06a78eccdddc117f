from django.apps import AppConfig
from django.db.models.signals import post_migrate


def lay_guards(using, **kwargs):
    from museum import guarding

    guarding.lay(using)


class Museum(AppConfig):
    name = "museum"
    label = "museum"

    def ready(self):
        post_migrate.connect(lay_guards, sender=self)
