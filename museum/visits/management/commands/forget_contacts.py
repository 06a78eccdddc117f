from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from museum import throttling
from museum.people import looking
from museum.visits.forgetting import forget_contacts


class Command(BaseCommand):
    help = "Remove contact data of visits and bookings whose time is over. To be run every night."

    def handle(self, **options):
        removed = forget_contacts() | {
            "tries": throttling.forget_old(),
            "looks": looking.forget_looks(),
        }
        self.stdout.write(
            _(
                "Contacts removed: %(contacts)s; wishes removed: %(wishes)s; tries removed: %(tries)s; "
                "looks removed: %(looks)s"
            )
            % removed
        )
