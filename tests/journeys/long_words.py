"""A museum in which every word that somebody can write is one word, as long as its field allows."""

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import DatabaseError, models, transaction

from exhibits.models import ExhibitionPage, HomePage
from museum.accounts.models import User
from museum.catalogue import accessioning, donating
from museum.catalogue.donating import Thing
from museum.catalogue.models import Place, Story
from museum.people.models import Person
from museum.search import indexing
from tests.factories import published
from tests.journeys import village

WORD = "Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunterbeamtengesellschaft" * 4
OURS = ("museum", "exhibits", "wagtail")
# Read by the program, not written by a person.
NOT_WORDS = {"label", "code", "slug", "url_path", "path", "sha256", "file_hash", "key", "password", "username",
             "device", "act", "hash", "series", "kind", "status", "phone", "email", "hostname", "domain",
             "filter_spec", "focal_point_key", "vocabulary", "codename", "app_label", "model", "language_code",
             "action", "object_id", "content_hash", "number", "host", "map_url", "draft_title", "city"}  # fmt: skip
SHORTEST = 10


def prepare() -> None:
    village.prepare()
    boss = User.objects.get(username="dangjia")
    giver = Person.objects.get(name="马德全")
    things = [Thing(f"风车{n}", more={"stories": [Story(text="风。", teller=giver, teller_naming="full")]})
              for n in range(3)]  # fmt: skip
    case = Place.objects.filter(kind="case").first()
    for holding in donating.receive(donating.Receipt(things, owner=giver), by=boss).holdings.all():
        accessioning.accept(holding.item, by=boss)
        published(holding.item)
    assert case
    home = HomePage.objects.get()
    page = home.add_child(instance=ExhibitionPage(title="九件", slug="nine", intro="九。"))
    page.save_revision().publish()
    fill()
    indexing.fresh()


def fill() -> int:
    """Write the word wherever somebody can; what is guarded against it stays. Returns into how many."""
    written = 0
    for model in apps.get_models():
        if model.__module__.split(".")[0] not in OURS or model._meta.app_label == "search":
            continue
        for field in model._meta.local_concrete_fields:
            written += _write(model, field)
    return written


def _write(model, field) -> int:
    is_text = isinstance(field, models.TextField)
    is_line = isinstance(field, models.CharField) and (field.max_length or 0) >= SHORTEST
    if (
        not (is_text or is_line)
        or field.choices
        or field.name in NOT_WORDS
        or field.name.endswith("_json")
    ):
        return 0
    most = min(field.max_length or 400, 400)
    written = 0
    for row in model._base_manager.order_by("pk")[:60]:
        tail = str(row.pk)[:6]
        try:
            with transaction.atomic():
                value = WORD[: most - len(tail)] + tail
                written += model._base_manager.filter(pk=row.pk).update(**{field.attname: value})
        except (DatabaseError, ValidationError, ValueError, TypeError):
            return written
    return written
