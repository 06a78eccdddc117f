from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError
from django.utils.translation import gettext as _

from museum.catalogue import generating
from museum.refusals import sentences


class Command(BaseCommand):
    help = "Fill an empty database with generated objects, for measuring. Never a real museum's."

    def add_arguments(self, parser):
        parser.add_argument("--count", type=int, required=True)
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *, count, seed, **options):
        try:
            generating.generate(count, seed=seed, progress=self.show)
        except ValidationError as refusal:
            raise CommandError(" ".join(sentences(refusal))) from refusal
        self.stdout.write(_("%(count)s objects were generated.") % {"count": count})

    def show(self, done, of):
        self.stdout.write(f"\r{done}/{of}", ending="\n" if done == of else "")
        self.stdout.flush()
