"""The acts of the museum as the desk offers them: a word on a button, a sentence that says what
will happen, a form, a verb. Nothing is decided here."""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from museum.catalogue import (
    accessioning,
    correcting,
    displaying,
    donating,
    matching,
    moving,
    opening,
    returning,
)
from museum.catalogue.admin import act_forms as forms
from museum.catalogue.models import Donation, Holding
from museum.catalogue.models.holdings import STILL_THE_OWNERS, Standing, Way
from museum.catalogue.permissions import may
from museum.catalogue.recording import moment


@dataclass(frozen=True)
class Act:
    slug: str
    right: str  # the line of museum.catalogue.permissions.LAW
    label: str
    will: str  # what will happen, of %(title)s
    done: str  # what happened, of %(title)s, %(number)s and %(place)s
    fits: Callable[[Holding], bool]  # whether to show the button; the verb asks again
    do: Callable
    form: type[forms.ActForm] = forms.ReasonForm
    icon: str = "arrow-right"
    many: bool = False  # offered for several objects at once
    serious: bool = False


def undecided(holding):
    return holding.standing in (Standing.OFFERED, Standing.RECEIVED)


def here(holding):
    return holding.standing in moving.MOVABLE and holding.is_here


def may_be_shown(holding):
    lent = holding.way in STILL_THE_OWNERS and holding.standing == Standing.RECEIVED
    return holding.standing == Standing.ACCESSIONED or lent


def goes_back(holding):
    if holding.standing == Standing.ACCESSIONED:
        return holding.way in STILL_THE_OWNERS
    return holding.standing in (Standing.RECEIVED, Standing.DECLINED) and holding.is_here


def accept(item, *, by, key, series=None, **told):
    return accessioning.accept(
        item, by=by, key=key, **({"series": series} if series else {}), **told
    )


def put_on_display(items, *, destination, **told):
    return displaying.put_on_display(items, destination, **told)


def take_off_display(items, *, destination, **told):
    return displaying.take_off_display(items, destination, **told)


def correct(item, *, by, key, field, new, **told):
    model, name = forms.FACTS[field]
    row = item.holding.donation if model is Donation else item
    if name == "happened_at":
        try:
            new = moment(new)
        except ValidationError as error:
            raise ValidationError({"new": error.messages}) from error
    return correcting.correct(row, name, new, by=by, key=key, **told)


ACTS = {
    act.slug: act
    for act in [
        Act(
            "bring-in", "receive", _("It has come"),
            _("“%(title)s” was offered and has now come. It will stand at the reception."),
            _("“%(title)s” %(number)s has come and stands in %(place)s."),
            lambda holding: holding.standing == Standing.OFFERED,
            donating.bring_in, forms.ActForm, icon="download",
        ),
        Act(
            "accept", "accept", _("Accept it"),
            _("“%(title)s” enters the register and gets the next number of its series."),
            _("“%(title)s” is accepted: %(number)s, in %(place)s."),
            lambda holding: holding.standing == Standing.RECEIVED and not holding.part,
            accept, forms.AcceptForm, icon="check", many=True,
        ),
        Act(
            "match", "accept", _("It is a known object"),
            _("“%(title)s” was found without a label and is an object that already has a number. "
              "The known object will stand where this one was found."),
            _("“%(title)s” was recognised: it is %(number)s, in %(place)s."),
            lambda holding: holding.way == Way.FOUND and holding.standing == Standing.RECEIVED,
            matching.match_found, forms.MatchForm, icon="tag",
        ),
        Act(
            "decline", "decline", _("Do not accept"),
            _("“%(title)s” is not taken into the register. It waits to be fetched."),
            _("“%(title)s” %(number)s is not accepted. It is in %(place)s."),
            undecided, returning.decline, icon="cross",
        ),
        Act(
            "move", "move", _("Move it"),
            _("“%(title)s” stands in %(place)s now. Where does it go?"),
            _("“%(title)s” %(number)s now stands in %(place)s."),
            here, moving.move, forms.MoveForm, icon="arrow-right", many=True,
        ),
        Act(
            "display", "display", _("Put on display"),
            _("“%(title)s” stands in %(place)s now. In which case will visitors see it?"),
            _("“%(title)s” %(number)s is on display in %(place)s."),
            lambda holding: here(holding) and may_be_shown(holding) and not holding.is_on_display,
            put_on_display, forms.DisplayForm, icon="view", many=True,
        ),
        Act(
            "take-off", "display", _("Take off display"),
            _("“%(title)s” stands in %(place)s, where visitors see it. Where does it go?"),
            _("“%(title)s” %(number)s is off display, in %(place)s."),
            lambda holding: here(holding) and holding.is_on_display,
            take_off_display, forms.TakeOffForm, icon="no-view", many=True,
        ),
        Act(
            "become-gift", "accept", _("Deposit becomes a gift"),
            _("The owner gives “%(title)s” to the museum. It gets a collection number; the deposit "
              "number %(number)s still leads to it."),
            _("“%(title)s” is a gift now: %(number)s, in %(place)s."),
            lambda holding: holding.way == Way.DEPOSIT and not holding.part
            and holding.standing == Standing.ACCESSIONED,
            accessioning.turn_deposit_into_gift, icon="pick",
        ),
        Act(
            "give-back", "give_back", _("Give back"),
            _("“%(title)s” is handed back to whom it belongs. Its sheet and its history stay."),
            _("“%(title)s” %(number)s is given back, and now stands in %(place)s."),
            goes_back, returning.give_back, icon="undo", serious=True,
        ),
        Act(
            "withdraw", "withdraw", _("Close to the public"),
            _("Nobody outside sees “%(title)s” any more, from now on. Nothing else changes."),
            _("“%(title)s” %(number)s in %(place)s is closed to the public."),
            lambda holding: not holding.withdrawn, opening.withdraw, icon="no-view", serious=True,
        ),
        Act(
            "open", "withdraw", _("Open again"),
            _("“%(title)s” may be seen again, where it is published and accepted."),
            _("“%(title)s” %(number)s in %(place)s is open again."),
            lambda holding: holding.withdrawn, opening.open_again, icon="view",
        ),
        Act(
            "sensitive", "withdraw", _("Mark sensitive"),
            _("“%(title)s” is dear to a family or a community. It closes until consent is given."),
            _("“%(title)s” %(number)s in %(place)s is marked sensitive."),
            lambda holding: not holding.sensitive, opening.mark_sensitive, icon="warning",
        ),
        Act(
            "not-sensitive", "withdraw", _("Take the mark away"),
            _("“%(title)s” is no longer marked sensitive. A consent that stood for it ends."),
            _("“%(title)s” %(number)s in %(place)s is no longer marked sensitive."),
            lambda holding: holding.sensitive, opening.unmark_sensitive, icon="check",
        ),
        Act(
            "consent", "withdraw", _("Write down consent"),
            _("Those concerned agree that “%(title)s” is shown. Write down who, and how."),
            _("Consent for “%(title)s” %(number)s in %(place)s is written down."),
            lambda holding: holding.sensitive and not holding.consent,
            opening.record_consent, forms.ConsentForm, icon="check",
        ),
        Act(
            "end-consent", "withdraw", _("Consent is withdrawn"),
            _("Those concerned no longer agree. “%(title)s” closes at once."),
            _("Consent for “%(title)s” %(number)s in %(place)s has ended."),
            lambda holding: holding.consent, opening.withdraw_consent, forms.ConsentEndedForm,
            icon="cross", serious=True,
        ),
        Act(
            "correct", "correct", _("Correct the register"),
            _("A registered fact of “%(title)s” is wrong. Old and new value stay visible."),
            _("The register of “%(title)s” %(number)s in %(place)s is corrected."),
            lambda holding: True, correct, forms.CorrectForm, icon="edit",
        ),
    ]
}  # fmt: skip


def offered(holding: Holding, user) -> list[Act]:
    """Return the acts that user may do with the object now, for buttons."""
    return [act for act in ACTS.values() if may(user, act.right) and act.fits(holding)]


def words(holding: Holding) -> dict[str, str]:
    """Return what the sentences of an act say of the object."""
    return {
        "title": holding.item.title,
        "number": holding.designation,
        "place": str(holding.place) if holding.place_id else _("no place yet"),
    }
