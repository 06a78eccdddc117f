"""One public object of each kind that its page treats differently: pictured or not, in a case, in the
store, lent, with a name as long as a name may be."""

from museum.accounts.models import User
from museum.catalogue import displaying, moving
from museum.catalogue.models import Item, Photo, Place, Story
from museum.catalogue.registering import Row, register
from museum.catalogue.things import Thing
from museum.people.models import Person
from museum.pictures.taking_in import take_in
from tests.factories import photo_file

LONG = "马家祖上传下来的雕花楠木八仙桌带四条长条凳"
KINDS = {
    "in a case": ("手摇纺车", 3),
    "in the store": ("风车", 1),
    "lent": ("木织布机", 1),
    "without a picture": ("马灯", 0),
    "with a long name": (LONG, 3),
    "with the longest name": ((LONG * 9)[:120], 3),
    "with the longest name, no picture": ((LONG * 9)[:119], 0),
}


def show() -> dict[str, str]:
    """Return the address of each kind."""
    curator = User.objects.get(username="guanzhang")
    owner = Person.objects.create(name="马德全", former_group="三组")
    told = {"era_text": "1953年的嫁妆", "use": "摇轮带锭，把棉条纺成线。"}
    rows = [Row(Thing(title, other_names="摇车、线车", more=told), owner=owner, published=True)
            for title, _pictures in KINDS.values()]  # fmt: skip
    register(rows, by=curator)
    case = Place.objects.get(name="三号柜")
    addresses = {}
    items = Item.objects.order_by("pk")
    for item, (kind, (_title, pictures)) in zip(items, KINDS.items(), strict=True):
        taken = take_in([photo_file() for _each in range(pictures)], by=curator).pictures
        item.photos.set([Photo(picture=each, alt="正面") for each in taken])
        item.stories.add(
            Story(
                text="这架纺车是我婆婆的。\n\n哪年不纺的，我记不清了。",
                teller=owner,
                teller_naming="full",
            )
        )
        item.save()
        item.save_revision().publish()
        if kind == "lent":
            moving.move(item, Place.objects.elsewhere(), by=curator, reason="借出")
        elif kind != "in the store":
            displaying.put_on_display(item, case, by=curator)
        addresses[kind] = f"/objects/{item.holding.designation}/"
    return addresses
