import os
import signal
import sys

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError
from django.db import connection
from django.utils.translation import gettext as _

from museum.accounts.models import User
from museum.accounts.roles import CURATOR
from museum.invocation import called
from museum.public_address import is_public
from museum.refusals import sentences
from museum.upkeep import addresses, founding, nightly, preparing, serving

PREPARED = "MUSEUM_IS_PREPARED"


class Command(BaseCommand):
    help = "Run the museum: database, styles, pages, pictures, indexing and the night's work."

    def add_arguments(self, parser):
        founding.add_arguments(parser)  # in museum.env by now, from which the settings were read

    def handle(self, **options):
        known_outside = is_public(settings.BASE_URL)
        listen = settings.LISTEN or ("127.0.0.1" if known_outside else "0.0.0.0")
        if not known_outside:
            settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, *addresses.own_hosts()]
        try:
            serving.check_free(listen, settings.PORT)
        except ValidationError as refusal:
            raise CommandError(" ".join(sentences(refusal))) from refusal
        if preparing.prepare(self.say):
            self.begin_anew()
        server = serving.server(listen=listen, port=settings.PORT)
        self.say_where(listen, known_outside)
        # Whoever ends it politely gets what is under way finished; a script's background job would
        # otherwise have been told to ignore Ctrl+C.
        for ending in (signal.SIGTERM, signal.SIGINT):
            signal.signal(ending, lambda *_said: sys.exit(0))
        stop = nightly.begin(nights=settings.NIGHTLY)
        try:
            server.run()
        finally:
            stop.set()

    def begin_anew(self):
        """Become a fresh process: what a first start takes in memory is kept by its own for ever."""
        if os.name == "posix" and PREPARED not in os.environ:
            connection.close()
            os.environ[PREPARED] = "yes"
            os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])

    def say_where(self, listen, known_outside):
        self.say(_("The museum: %(address)s/") % {"address": settings.BASE_URL})
        self.say(_("Its desk: %(address)s/admin/") % {"address": settings.BASE_URL})
        if known_outside:
            self.say(_("This address is open to everybody: a proxy with TLS must stand before it. "
                       "docs/deploying.md says how."))  # fmt: skip
        elif listen != "127.0.0.1":
            for host in addresses.own_hosts():
                address = f"http://{host}:{settings.PORT}/"
                self.say(_("In this house also: %(address)s") % {"address": address})
        if not User.objects.filter(is_active=True, groups__name=CURATOR).exists():
            self.say(_("There is no curator yet. In another window, %(command)s makes the first.")
                     % {"command": called("create_curator")})  # fmt: skip
        self.say(_("Press Ctrl+C to stop."))

    def say(self, sentence):
        self.stdout.write(sentence)
        self.stdout.flush()  # a service's journal reads it at once
