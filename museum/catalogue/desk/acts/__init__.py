"""The acts that the desk offers on an object, in the order of their buttons."""

from museum.catalogue.desk.acts.act import Act, sentence_values
from museum.catalogue.desk.acts.correcting import CORRECTING
from museum.catalogue.desk.acts.entering import ENTERING
from museum.catalogue.desk.acts.leaving import LEAVING
from museum.catalogue.desk.acts.moving import MOVING
from museum.catalogue.desk.acts.showing import SHOWING
from museum.catalogue.models import Holding

__all__ = ["ACTS", "Act", "offered", "sentence_values"]

ACTS = {act.slug: act for act in [*ENTERING, *MOVING, *LEAVING, *SHOWING, *CORRECTING]}


def offered(holding: Holding, user) -> list[Act]:
    """Return the acts that user may do with the object now, for buttons."""
    return [
        act.of(holding) for act in ACTS.values() if act.is_for(holding, user) and act.fits(holding)
    ]
