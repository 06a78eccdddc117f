from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from museum.accounts.models import User
from museum.refusals import sentences
from museum.upkeep.recovery import print_keys


class Command(BaseCommand):
    help = "Write the museum's keys and settings out as lines that can be typed back: the recovery sheet."

    def add_arguments(self, parser):
        parser.add_argument(
            "--by", required=True, help="The user name of the curator who takes it."
        )

    def handle(self, *, by, **options):
        user = User.objects.filter(username=by, is_active=True).first()
        if user is None:
            raise CommandError(_("Nobody signs in as %(name)s.") % {"name": by})
        try:
            sheet = print_keys(by=user)
        except ValidationError as refusal:
            raise CommandError(" ".join(sentences(refusal))) from refusal
        self.stdout.write(sheet.text)
