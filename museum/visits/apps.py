from django.apps import AppConfig


def triggers():
    """Every page says when the museum is open; the first page how many came."""
    from museum.freshness.versions import COUNTED, SHOWN, moved

    for table in ("visits_visitsettings", "visits_weeklyhours", "visits_specialday"):
        yield from moved(SHOWN, table)
    for table in ("visits_tap", "visits_visit"):
        yield from moved(COUNTED, table)


class Visits(AppConfig):
    name = "museum.visits"
    label = "visits"

    def ready(self):
        from museum import almanac
        from museum.accounts.law import enact
        from museum.freshness.triggers import add
        from museum.visits import opening, permissions

        almanac.tell_hours(opening.for_the_almanac)
        add(triggers)
        enact(permissions.LAW)
