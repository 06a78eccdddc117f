from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


def lift_triggers(using, **kwargs):
    from museum import schema
    from museum.freshness import triggers

    schema.check_taken_over(using)
    triggers.lift(using)


def lay_triggers(using, **kwargs):
    from museum import taking_over
    from museum.freshness import triggers, versions

    triggers.lay(using)
    versions.move(using)
    if using == "default":
        taking_over.take_over()


class Museum(AppConfig):
    name = "museum"
    label = "museum"

    def ready(self):
        from django.db.models import DateField
        from wagtail.admin.forms.models import register_form_field_override

        from museum import guarding
        from museum.desk.forms import DayField
        from museum.freshness import triggers, versions

        register_form_field_override(DateField, override={"form_class": DayField})
        pre_migrate.connect(lift_triggers, sender=self)
        post_migrate.connect(lay_triggers, sender=self)
        triggers.add(guarding.guards)
        triggers.add(lambda: versions.moved(versions.SHOWN, "museum_museum"))
