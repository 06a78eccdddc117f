from django.core.management.base import BaseCommand

from museum.visits.forgetting import forget_contacts


class Command(BaseCommand):
    help = "Remove contact data of visits and bookings whose time is over. To be run every night."

    def handle(self, **options):
        removed = forget_contacts()
        self.stdout.write(
            "contacts removed: {contacts}; wishes removed: {wishes}; "
            "addresses removed: {addresses}".format(**removed)
        )
