from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from museum.pictures import lightening


class Command(BaseCommand):
    help = "Make public copies anew that an earlier version made heavier. Safe at any time."

    def handle(self, **options):
        pictures, saved = lightening.lighten(self.show)
        self.stdout.write(
            _("%(count)s pictures have lighter copies now, %(size)s MB less.")
            % {"count": pictures, "size": f"{saved / 2**20:.1f}"}
        )

    def show(self, done, of):
        self.stdout.write(f"\r{done}/{of}", ending="\n" if done == of else "")
        self.stdout.flush()
