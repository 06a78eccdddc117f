"""An object with a number that nobody published: its page does not exist, its code leads nowhere."""

from museum.accounts.models import User
from museum.catalogue import accessioning
from tests.factories import PersonFactory, received


def accept_one() -> None:
    by = User.objects.get(username="guanzhang")
    accessioning.accept(received("手摇纺车", by=by, owner=PersonFactory()), by=by)
