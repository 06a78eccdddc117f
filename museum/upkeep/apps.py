from django.apps import AppConfig


class Upkeep(AppConfig):
    name = "museum.upkeep"
    label = "upkeep"

    def ready(self):
        from museum import ledger
        from museum.accounts.law import enact
        from museum.upkeep import permissions
        from museum.upkeep.backups import since

        enact(permissions.LAW)
        ledger.hear(since.ACTS, since.keep_up)
