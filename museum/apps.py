from django.apps import AppConfig
from django.db.models.signals import post_migrate, post_save


def lay_guards(using, **kwargs):
    from museum import guarding

    guarding.lay(using)


def stamp_the_museum(**kwargs):
    from museum import stamps

    stamps.touch(stamps.MUSEUM)


class Museum(AppConfig):
    name = "museum"
    label = "museum"

    def ready(self):
        post_migrate.connect(lay_guards, sender=self)
        post_save.connect(stamp_the_museum, sender="museum.Museum")
