from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save


def stamp_the_hours(**kwargs):
    """Every page says when the museum is open."""
    from museum import stamps

    stamps.touch(stamps.MUSEUM)


class Visits(AppConfig):
    name = "museum.visits"
    label = "visits"

    def ready(self):
        for model in ("Visiting", "WeeklyHours", "SpecialDay"):
            post_save.connect(stamp_the_hours, sender=f"visits.{model}")
            post_delete.connect(stamp_the_hours, sender=f"visits.{model}")
