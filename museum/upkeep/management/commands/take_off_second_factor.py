from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from museum.accounts import second_factor
from museum.accounts.models import User


class Command(BaseCommand):
    help = (
        "Take a lost second factor off an account: for the curator whom no other curator can help."
    )

    def add_arguments(self, parser):
        parser.add_argument("username")

    def handle(self, username, **options):
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(_("There is no account %(name)s.") % {"name": username})
        if not second_factor.is_on(user):
            raise CommandError(
                _("%(name)s signs in by the password alone already.") % {"name": username}
            )
        second_factor.take_off_here(user)
        self.stdout.write(_("%(name)s signs in by the password alone now.") % {"name": username})
