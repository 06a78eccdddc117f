from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError
from django.db import DEFAULT_DB_ALIAS
from django.utils.translation import gettext as _

from exhibits.demo import building, guarding, telling
from museum import schema
from museum.refusals import sentences
from museum.upkeep import nightly, preparing, serving

HERE = "127.0.0.1"


class Command(BaseCommand):
    help = "Build the demo village (石榴湾村史馆) in a database of its own and serve it here."

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--no-serve", action="store_true", help="Build it and stop.")

    def handle(self, *, port, no_serve, **options):
        if not 1 <= port <= 65535:
            raise CommandError(
                _("%(port)s is no port. Give a number from 1 to 65535, such as 8000.")
                % {"port": port}
            )
        schema.check_taken_over(DEFAULT_DB_ALIAS)
        try:
            if not no_serve:
                serving.check_free(HERE, port)
            guarding.check_build()
            preparing.shut_folder()
            preparing.migrate(self.stdout.write)
            building.build(self.show)
        except ValidationError as refusal:
            raise CommandError(" ".join(sentences(refusal))) from refusal
        address = f"http://127.0.0.1:{port}"
        self.stdout.write(_("The demo village: %(address)s/") % {"address": address})
        self.stdout.write(_("Its desk: %(address)s/admin/") % {"address": address})
        for row in telling.village().accounts:
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
        preparing.prepare(self.stdout.write)
        preparing.name_site(f"http://127.0.0.1:{port}")
        server = serving.server(listen=HERE, port=port)
        stop = nightly.begin(nights=False)
        self.stdout.write(_("Press Ctrl+C to stop."))
        self.stdout.flush()  # also where a file or a journal listens
        try:
            server.run()
        finally:
            stop.set()
