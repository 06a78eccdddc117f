from django.apps import AppConfig


class Exhibits(AppConfig):
    name = "exhibits"
    label = "exhibits"

    def ready(self):
        from exhibits import stamping

        stamping.follow()
