from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError, call_command
from django.utils.translation import gettext as _
from wagtail.models import Site

from exhibits.demo import building, telling
from museum.refusals import sentences


class Command(BaseCommand):
    help = "Build the demo village (石榴湾村史馆) in a database of its own and serve it here."

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--no-serve", action="store_true", help="Build it and stop.")

    def handle(self, *, port, no_serve, **options):
        try:
            building.check_build()
            call_command("migrate", verbosity=0)
            building.build(self.show)
        except ValidationError as refusal:
            raise CommandError(" ".join(sentences(refusal))) from refusal
        address = f"http://127.0.0.1:{port}"
        self.stdout.write(_("The demo village: %(address)s/") % {"address": address})
        self.stdout.write(_("Its desk: %(address)s/admin/") % {"address": address})
        for row in telling.told().accounts:
            role = building.ROLES[row["role"]]
            self.stdout.write(f"  {role}  {row['username']}  {building.PASSWORD}")
        if not no_serve:
            self.serve(port)

    def show(self, done, of):
        """Draw one line of progress, over itself."""
        if done % 5 and done != of:
            return
        filled = 30 * done // of
        words = _("Building the village")
        self.stdout.write(f"\r{words} {'■' * filled}{'□' * (30 - filled)}", ending="")
        if done == of:
            self.stdout.write("")
        self.stdout.flush()

    def serve(self, port):
        from waitress import serve

        from museum import lasting

        Site.objects.filter(is_default_site=True).update(hostname="127.0.0.1", port=port)
        self.stdout.write(_("Press Ctrl+C to stop."))
        serve(lasting.application(), listen=f"127.0.0.1:{port}", threads=8, ident=None)
