from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


def lay_guards(using, **kwargs):
    from museum import guarding, stamping

    guarding.lay(using)
    stamping.lay(using)


def lift_stamping(using, **kwargs):
    from museum import stamping

    stamping.lift(using)


class Museum(AppConfig):
    name = "museum"
    label = "museum"

    def ready(self):
        from museum import stamps
        from museum.stamping import Watch, watch

        pre_migrate.connect(lift_stamping, sender=self)
        post_migrate.connect(lay_guards, sender=self)
        watch(Watch("museum_museum", (f"'{stamps.MUSEUM}'",)))
