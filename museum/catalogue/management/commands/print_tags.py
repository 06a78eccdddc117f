from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils.translation import gettext as _

from museum.accounts.models import User
from museum.catalogue.printing_tags import print_tags
from museum.public_address import absolute
from museum.refusals import sentences


class Command(BaseCommand):
    help = "Make new tags to tie on, and say where their sheets are printed from."

    def add_arguments(self, parser):
        parser.add_argument("count", type=int, help="How many.")
        parser.add_argument("--by", required=True, help="The user name of whoever makes them.")

    def handle(self, *, count, by, **options):
        user = User.objects.filter(username=by, is_active=True).first()
        if user is None:
            raise CommandError(_("Nobody signs in as %(name)s.") % {"name": by})
        try:
            printing = print_tags(count, by=user)
        except ValidationError as refusal:
            raise CommandError(" ".join(sentences(refusal))) from refusal
        self.stdout.write(_("Tags %(tags)s are made. Print them from %(address)s") % {
            "tags": printing, "address": absolute(reverse("tags:paper", args=[printing.pk]))})  # fmt: skip
