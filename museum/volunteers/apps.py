from django.apps import AppConfig


def triggers():
    """The first page says how many volunteers there are."""
    from museum.freshness.versions import COUNTED, moved

    for table in ("volunteers_volunteer", "volunteers_volunteerentry"):
        yield from moved(COUNTED, table)


class Volunteers(AppConfig):
    name = "museum.volunteers"
    label = "volunteers"

    def ready(self):
        from museum import almanac
        from museum.accounts.law import enact
        from museum.freshness.triggers import add
        from museum.people.hearing import hear_erasing
        from museum.volunteers import permissions, rota
        from museum.volunteers.forgetting import forget

        almanac.tell_duties(rota.promised)
        hear_erasing(forget)
        add(triggers)
        enact(permissions.LAW)
