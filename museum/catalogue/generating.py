"""Objects out of word lists, for measuring: as many as asked for, the same for the same seed.

Nobody's: a database that holds anything real, or the demo, is refused, and one that was filled is
marked. They come in through registering, like a list that a museum hands in.
"""

import datetime
import random
import tomllib
import uuid
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

from django.contrib.auth.models import Group
from django.utils.translation import gettext as _

from museum.accounts.models import User
from museum.accounts.roles import CURATOR
from museum.catalogue.donating import Thing
from museum.catalogue.models import Item, Place, Story, Term
from museum.catalogue.registering import Row, register
from museum.clock import today
from museum.institution import Museum
from museum.people.models import Person
from museum.people.naming import Naming
from museum.refusals import refuse

NOBODY = "generated-curator"  # whoever has this account was filled for measuring
AT_ONCE = 3000
DUMPLINGS = 0.027
SAID = SimpleNamespace(
    **tomllib.loads(Path(__file__).with_name("generated.toml").read_text(encoding="utf-8"))
)


def check_generate() -> None:
    """Refuse (code "not_empty") a database that holds anybody's museum, the demo's too."""
    filled = User.objects.filter(username=NOBODY).exists()
    known = Person.objects.exists() or Item.objects.exists()
    if Museum.load().demo_since or (known and not filled):
        refuse(None, _("This database holds people or objects. Nothing was changed: objects for "
                       "measuring go into a database of their own."), "not_empty")  # fmt: skip


def generate(count: int, *, seed: int = 1,
             progress: Callable[[int, int], None] = lambda done, of: None) -> None:  # fmt: skip
    """Fill the database until it holds count objects more, numbered, placed and published."""
    check_generate()
    world = World(seed + Item.objects.count())
    rows: list[Row] = []
    for done in range(1, count + 1):
        rows.append(world.row())
        if len(rows) == AT_ONCE or done == count:
            register(rows, by=world.curator)
            progress(done, count)
            rows = []


class World:
    """The village that the objects come from."""

    def __init__(self, seed: int):
        self.chance = random.Random(seed)
        self.curator, _new = User.objects.get_or_create(username=NOBODY)
        self.curator.set_unusable_password()
        self.curator.save()
        self.curator.groups.add(Group.objects.get(name=CURATOR))
        self.people = list(Person.objects.all()) or [
            Person.objects.create(handed_in=True, **self._person()) for _each in range(120)
        ]
        self.shown, self.stores = self._places()
        terms = list(Term.objects.of("category").select_related("parent"))
        parents = {term.parent_id for term in terms}
        self.categories = [term for term in terms if term.pk not in parents]
        self.eras = list(Term.objects.of("era"))
        self.materials = [
            term for term in Term.objects.of("material") if not term.name.startswith("其他")
        ][:24]
        self.chance = random.Random(seed)  # anew: people are made once, objects every time
        self.begun = datetime.date(2015, 3, 1)
        self.days = max(1, (today() - self.begun).days - 40)

    def row(self) -> Row:
        pick = self.chance.choice
        came = self.begun + datetime.timedelta(days=self.chance.randrange(self.days))
        shown = self.chance.random() < 0.6
        way = self.chance.choices(["gift", "deposit", "purchase"], [90, 6, 4])[0]
        return Row(
            thing=self.thing(way),
            owner=pick(self.people),
            naming=pick(Naming.values),
            happened_at=came,
            accepted_at=came + datetime.timedelta(days=7),
            place=pick(self.shown if shown else self.stores),
            moved_at=came + datetime.timedelta(days=14),
            reason="布展" if shown else "入库",
            published=True,
            key=uuid.UUID(int=self.chance.getrandbits(128), version=4),
        )

    def thing(self, way: str) -> Thing:
        pick, number = self.chance.choice, self.chance.randrange
        noun = pick(SAID.things)
        era = pick(self.eras)
        more = {
            "era": era,
            "era_text": pick(["", "", pick(SAID.when)]),
            "materials": self.chance.sample(self.materials, k=self.chance.choice([1, 1, 2])),
            "materials_text": "",
            "use": pick(SAID.uses),
            "provenance": f"{pick(SAID.who)}留下的，原先放在{pick(SAID.where)}。"
            if number(3)
            else "",
            "length": Decimal(number(4, 1800)) / 10,
            "width": Decimal(number(4, 900)) / 10,
            "height": Decimal(number(4, 1500)) / 10,
            "stories": [self.story(noun)],
            "tags": self.chance.sample(
                ["农忙", "嫁妆", "集体", "手艺", "过年", "读书", "赶集"], k=1
            ),
        }
        if self.chance.random() < 0.2:
            more["dialect_names"] = f"{pick(SAID.before)}{noun}子"
        return Thing(
            title=f"{pick(SAID.before)}{noun}{pick(SAID.after)}",
            way=way,
            other_names=pick(SAID.things) if number(4) == 0 else "",
            category=pick(self.categories),
            unit=pick("件把张个口"),
            condition=pick(SAID.conditions),
            more=more,
        )

    def story(self, noun: str) -> Story:
        pick = self.chance.choice
        teller = pick(self.people)
        sentences = list(self._sentences(noun, self.chance.randint(2, 6)))
        if self.chance.random() < DUMPLINGS:
            sentences[-1] = pick(SAID.dumplings)
        half = len(sentences) // 2
        return Story(
            text="".join(sentences[:half]) + "\n\n" + "".join(sentences[half:]),
            teller=teller,
            teller_naming=pick(Naming.values),
            told_on=datetime.date(2024, self.chance.randint(1, 12), self.chance.randint(1, 28)),
            told_where=pick(SAID.where),
        )

    def _sentences(self, noun: str, count: int) -> Iterator[str]:
        pick = self.chance.choice
        yield f"这{noun}是{pick(SAID.who)}{pick(SAID.when)}在{pick(SAID.where)}{pick(SAID.did)}。"
        for _each in range(count - 1):
            has_story = self.chance.random() < 0.4
            yield (
                f"{pick(SAID.when)}，{pick(SAID.who)}{pick(SAID.did)}。"
                if has_story
                else pick(SAID.then)
            )

    def _person(self) -> dict:
        pick = self.chance.choice
        surname = pick(SAID.surnames)
        household = self.chance.random() < 0.3
        return {
            "name": f"{surname}家" if household else surname + pick(SAID.given) + pick(SAID.given),
            "surname": surname,
            "kind": "household" if household else "person",
            "address_form": pick(SAID.forms),
            "former_group": f"{pick(SAID.groups)}组",
        }

    def _places(self) -> tuple[list[Place], list[Place]]:
        shown = []
        for number, hall_name in enumerate(["一厅", "二厅", "三厅", "四厅"], start=1):
            hall = _place(hall_name, "hall", None, for_display=True, position=number)
            for case_name in ("一号柜", "二号柜", "三号柜", "四号柜", "五号柜"):
                case = _place(case_name, "case", hall, for_display=True)
                shown += [case, _place("上层", "shelf", case, for_display=True)]
        store = Place.objects.store()
        return shown, [store, *(_place(f"{each}号架", "shelf", store) for each in SAID.groups)]


def _place(name: str, kind: str, parent: Place | None, **more) -> Place:
    there = Place.objects.filter(name=name, kind=kind, parent=parent).first()
    return there or Place.objects.create(name=name, kind=kind, parent=parent, **more)
