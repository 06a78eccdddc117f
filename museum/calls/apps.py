from django.apps import AppConfig


class Calls(AppConfig):
    name = "museum.calls"
    label = "calls"

    def ready(self):
        from museum.accounts.law import enact
        from museum.calls import calling, permissions
        from museum.people.hearing import hear_erasing

        enact(permissions.LAW)
        hear_erasing(calling.forget_of)
