"""Rights management (Spectrum), 暂不公开.

Who may see an object: withdraw and open again; sensitive, with a consent that can be withdrawn (field.md
§4.3).
"""

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from museum.catalogue.models import Holding, Item, Photo
from museum.catalogue.permissions import demand
from museum.catalogue.recording import Act, is_written, locked, record
from museum.pictures.serving import revoke
from museum.plausible import moment_meant
from museum.refusals import refuse

CLOSING = (Act.WITHDRAWN, Act.SENSITIVE, Act.CONSENT_ENDED, Act.UNSETTLED)
FIELDS = ["sensitive", "consent", "withdrawn", "unsettled", "place_hidden"]


def check_change(holding: Holding, *, by, field: str, wanted: bool, sentence: str) -> None:
    """Refuse by code: forbidden, so_already."""
    demand(by, "withdraw")
    if getattr(holding, field) == wanted:
        refuse(None, sentence % {"title": holding.item.title}, "so_already")


def _change(item, act, field, wanted, sentence, *, by, happened_at, key, check=None, **words):
    holding, parts = locked(item)
    if is_written(key):
        return holding
    check_change(holding, by=by, field=field, wanted=wanted, sentence=sentence)
    if check:
        check(holding)
    happened_at = moment_meant(happened_at)
    for each in (holding, *parts):
        setattr(each, field, wanted)
        if act == Act.NOT_SENSITIVE:
            each.consent = False
        each.save(update_fields=FIELDS)
    record(act, item, by=by, happened_at=happened_at, key=key, **words)
    if act in CLOSING:
        close_pictures(item)
    return holding


def close_pictures(item: Item) -> None:
    """Let the addresses of the pictures of an object and its parts die once the act stands: whoever
    kept one sees nothing any more."""

    def die():
        photos = Photo.objects.filter(Q(item=item.pk) | Q(item__parent=item.pk))
        for photo in photos.select_related("picture"):
            revoke(photo.picture)

    transaction.on_commit(die)


def is_picture_closed(key: int) -> bool:
    """Return whether a picture shows what was closed, and nothing that anybody may see."""
    items = Item.objects.filter(photos__picture=key)
    return items.closed().exists() and not items.public().exists()


@transaction.atomic
def withdraw(item: Item, *, by, reason="", happened_at=None, key=None) -> Holding:
    """Close an object to the public at once, wherever it stands (Spectrum: withhold)."""
    return _change(item, Act.WITHDRAWN, "withdrawn", True, _("“%(title)s” is closed already."),
                   by=by, happened_at=happened_at, key=key, reason=reason)  # fmt: skip


@transaction.atomic
def open_again(item: Item, *, by, reason="", happened_at=None, key=None) -> Holding:
    """Open a withdrawn object again; whether it then shows follows from the public rule."""
    return _change(item, Act.OPENED, "withdrawn", False, _("“%(title)s” is open already."),
                   by=by, happened_at=happened_at, key=key, reason=reason)  # fmt: skip


@transaction.atomic
def mark_sensitive(item: Item, *, by, reason="", happened_at=None, key=None) -> Holding:
    """Say that a family or a community holds the object dear: it closes until consent is given."""
    return _change(item, Act.SENSITIVE, "sensitive", True, _("“%(title)s” is marked already."),
                   by=by, happened_at=happened_at, key=key, reason=reason)  # fmt: skip


@transaction.atomic
def unmark_sensitive(item: Item, *, by, reason="", happened_at=None, key=None) -> Holding:
    """Take the mark away again; a consent that stood for it ends with it."""
    return _change(item, Act.NOT_SENSITIVE, "sensitive", False, _("“%(title)s” is not marked."),
                   by=by, happened_at=happened_at, key=key, reason=reason)  # fmt: skip


@transaction.atomic
def record_consent(item: Item, *, by, concerning: str, person=None, happened_at=None,
                   key=None) -> Holding:  # fmt: skip
    """Write down who consents, for which family or community, and how (concerning: in words).

    Refuses by code: forbidden, so_already, not_sensitive, no_words.
    """

    def about_something_sensitive(holding):
        if not holding.sensitive:
            refuse(None, _("“%(title)s” is not marked sensitive, no consent is needed.")
                   % {"title": holding.item.title}, "not_sensitive")  # fmt: skip
        if not concerning.strip():
            refuse("concerning", _("For whom, and how was it said? A few words."), "no_words")

    return _change(item, Act.CONSENTED, "consent", True, _("Consent for “%(title)s” stands."),
                   by=by, happened_at=happened_at, key=key, reason=concerning, person=person,
                   check=about_something_sensitive)  # fmt: skip


@transaction.atomic
def withdraw_consent(item: Item, *, by, reason="", person=None, happened_at=None,
                     key=None) -> Holding:  # fmt: skip
    """Those concerned have taken their consent back: the object closes at once."""
    return _change(item, Act.CONSENT_ENDED, "consent", False,
                   _("There is no consent for “%(title)s” to withdraw."), by=by,
                   happened_at=happened_at, key=key, reason=reason, person=person)  # fmt: skip


@transaction.atomic
def leave_unsettled(item: Item, *, by, reason="", happened_at=None, key=None) -> Holding:
    """家里还没说好: until they have agreed among themselves it is neither given back nor given to the
    museum, and nobody outside sees it."""
    return _change(item, Act.UNSETTLED, "unsettled", True,
                   _("“%(title)s” is marked so already."), by=by, happened_at=happened_at, key=key,
                   reason=reason)  # fmt: skip


@transaction.atomic
def settle(item: Item, *, by, concerning: str, person=None, happened_at=None, key=None) -> Holding:
    """The family has agreed: concerning says who, and what; nothing else opens by it.

    Refuses by code: forbidden, so_already, no_words.
    """

    def said(_holding):
        if not concerning.strip():
            refuse("concerning", _("Who said so, and what? A few words."), "no_words")

    return _change(item, Act.SETTLED, "unsettled", False,
                   _("“%(title)s” is settled already."), by=by, happened_at=happened_at, key=key,
                   reason=concerning, person=person, check=said)  # fmt: skip


@transaction.atomic
def hide_place(item: Item, *, by, reason="", happened_at=None, key=None) -> Holding:
    """位置不上网: for silver, medals, copper. Where it stands is told to nobody outside."""
    return _change(item, Act.PLACE_HIDDEN, "place_hidden", True,
                   _("The place of “%(title)s” is not on the web already."), by=by,
                   happened_at=happened_at, key=key, reason=reason)  # fmt: skip


@transaction.atomic
def show_place(item: Item, *, by, reason="", happened_at=None, key=None) -> Holding:
    """Let the web say again where it stands."""
    return _change(item, Act.PLACE_SHOWN, "place_hidden", False,
                   _("The place of “%(title)s” is on the web already."), by=by,
                   happened_at=happened_at, key=key, reason=reason)  # fmt: skip
