import getpass
import sys

from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from museum.accounts.models import User
from museum.accounts.roles import CURATOR
from museum.invocation import called
from museum.reading.surnames import surname_of
from museum.refusals import sentences


class Command(BaseCommand):
    help = "Make an account for a curator, the first one or another. Asks for what is not said."

    def add_arguments(self, parser):
        parser.add_argument(
            "--name", help="Her full name, as it stands under what she writes down."
        )
        parser.add_argument("--surname", help="Where it is not the first character of the name.")
        parser.add_argument("--username", help="For signing in.")

    def handle(self, *, name, surname, username, **options):
        name = name or self.ask(_("Her full name, surname first: "))
        username = username or self.ask(_("User name for signing in: "))
        if User.objects.filter(username=username).exists():
            raise CommandError(_("This user name is taken. %(command)s gives an account a new "
                                 "password.") % {"command": called("changepassword")})  # fmt: skip
        surname = surname or surname_of(name)
        user = User(username=username, last_name=surname, first_name=name.removeprefix(surname))
        try:
            user.full_clean(exclude=["password"])
            user.set_password(self.password(user))
        except ValidationError as refusal:
            raise CommandError(" ".join(sentences(refusal))) from refusal
        with transaction.atomic():
            user.save()
            user.groups.add(Group.objects.get(name=CURATOR))
        self.stdout.write(_("%(name)s can sign in as %(username)s.") % {
            "name": user, "username": username})  # fmt: skip

    def ask(self, question):
        try:
            said = input(question).strip()
        except EOFError:
            said = ""
        if not said:
            raise CommandError(_("Nothing was said. Nobody was written down."))
        return said

    def password(self, user):
        """Ask for it twice where somebody types; otherwise it is the next line that is handed in."""
        if not sys.stdin.isatty():
            said = sys.stdin.readline().rstrip("\n")
            validate_password(said, user)
            return said
        while True:
            said = getpass.getpass(_("Password: "))
            try:
                validate_password(said, user)
            except ValidationError as refusal:
                self.stderr.write(" ".join(sentences(refusal)))
                continue
            if said == getpass.getpass(_("Password once more: ")):
                return said
            self.stderr.write(_("These were two different ones."))
