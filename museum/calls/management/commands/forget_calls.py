from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from museum.calls.calling import forget_calls


class Command(BaseCommand):
    help = "Remove the notes of calls that have served. To be run every night."

    def handle(self, **options):
        self.stdout.write(_("Notes of calls removed: %(count)s") % {"count": forget_calls()})
