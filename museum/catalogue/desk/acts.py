"""The acts of the museum as the desk offers them: a word on a button, a sentence that says what
will happen, a form, a verb. Nothing is decided here."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from museum.catalogue import (
    accessioning,
    bringing_in,
    correcting,
    deaccessioning,
    describing,
    displaying,
    fetching_home,
    matching,
    mourning,
    moving,
    opening,
    returning,
    taking_back,
    transferring_title,
)
from museum.catalogue.desk import act_forms as forms
from museum.catalogue.desk import deciding_forms
from museum.catalogue.desk.act_conditions import (
    a_draft,
    accessioned,
    at_home,
    being_read,
    by_its_writer,
    by_its_writer_or_the_curator,
    by_the_curator_or_who_typed_it,
    can_go_home,
    can_go_on_display,
    copied_and_here,
    declined_and_not_fetched,
    deposited,
    found_without_a_label,
    goes_back,
    gone,
    last_decision,
    movable,
    of_the_living,
    offered_so_far,
    on_display,
    received,
    undecided,
)
from museum.catalogue.models import Donation, Holding, RegisterEntry
from museum.catalogue.permissions import may
from museum.clock import day_in_words
from museum.plausible import moment_meant
from museum.wording import StrOrPromise

TAKE_BACK_ANY = _("Take back the last decision")
TAKE_BACK = {
    RegisterEntry.Act.ACCEPTED: _("Take back: accepted"),
    RegisterEntry.Act.DECLINED: _("Take back: not accepted"),
    RegisterEntry.Act.RETURNED: _("Take back: given back"),
    RegisterEntry.Act.BECAME_GIFT: _("Take back: deposit became a gift"),
    RegisterEntry.Act.MATCHED: _("Take back: a known object"),
    RegisterEntry.Act.DEACCESSIONED: _("Take back: off the register"),
    RegisterEntry.Act.CAME_BACK: _("Take back: brought back"),
}


@dataclass(frozen=True)
class Act:
    slug: str
    right: str  # the line of museum.catalogue.permissions.LAW
    label: StrOrPromise
    will: StrOrPromise  # what will happen, of %(title)s
    done: StrOrPromise  # what happened, of %(title)s, %(number)s and %(place)s
    fits: Callable[[Holding], bool]  # whether to show the button; the verb asks again
    do: Callable
    form: type[forms.ActForm] = forms.ReasonForm
    icon: str = "arrow-right"
    many: bool = False  # offered for several objects at once
    serious: bool = False
    # Who may, where the right alone does not say: of this object, this user.
    whose: Callable[[Holding, Any], bool] | None = None
    label_of: Callable[[Holding], StrOrPromise] | None = (
        None  # where the word depends on the object
    )

    def of(self, holding: Holding) -> "Act":
        """Return the act as it is called for holding."""
        return replace(self, label=self.label_of(holding)) if self.label_of else self

    def is_for(self, holding: Holding, user) -> bool:
        """Return whether user may do it with holding, as a screen asks; the verb asks again."""
        return self.whose(holding, user) if self.whose else may(user, self.right)


def take_back_label(holding: Holding) -> StrOrPromise:
    """Movements come after a decision and are not what is taken back: the button says which it is."""
    last = last_decision(holding)
    return TAKE_BACK[RegisterEntry.Act(last.act)] if last else TAKE_BACK_ANY


def correct(item, *, by, key, field, new, **given):
    """Correct the fact of this name, wherever it stands."""
    model, name = forms.FACTS[field]
    holding = item.holding
    if field == "object.owner" and correcting.followers(holding.donation).filter(pk=holding.pk):
        model = Donation  # the same wrong name: corrected where it was written
    row = holding.donation if model is Donation else item
    if name == "happened_at":
        try:
            new = moment_meant(new)
        except ValidationError as error:
            raise ValidationError({"new": error.messages}) from error
    return correcting.correct(row, name, new, by=by, key=key, **given)


ACTS = {
    act.slug: act
    for act in [
        Act(
            "bring-in", "receive", _("It has come"),
            _("“%(title)s” was offered and has now come. It will stand at the reception."),
            _("“%(title)s” %(number)s has come and stands in %(place)s."),
            offered_so_far,
            bringing_in.bring_in, forms.ActForm, icon="download",
        ),
        Act(
            "fetch-back", "fetch_back", _("Take it back from the curator"),
            _("The curator has not answered on “%(title)s” yet. You get it back and go on writing."),
            _("“%(title)s” %(number)s in %(place)s is yours again."),
            being_read, describing.fetch_back, forms.NothingAsked, icon="rotate", whose=by_its_writer,
        ),
        Act(
            "hand-on", "hand_on", _("Hand the draft on"),
            _("Another volunteer goes on writing “%(title)s”. What you wrote stays."),
            _("“%(title)s” %(number)s in %(place)s is handed on."),
            a_draft, describing.hand_on, forms.HandOnForm, icon="group",
            whose=by_its_writer_or_the_curator,
        ),
        Act(
            "accept", "accept", _("Accept it"),
            _("“%(title)s” enters the register and gets the next number of its series."),
            _("“%(title)s” is accepted: %(number)s, in %(place)s."),
            received,
            accessioning.accept, forms.AcceptForm, icon="check", many=True,
        ),
        Act(
            "match", "accept", _("It is a known object"),
            _("“%(title)s” was found without a label and is an object that already has a number. "
              "The known object will stand where this one was found."),
            _("“%(title)s” was recognised: it is %(number)s, in %(place)s."),
            found_without_a_label,
            matching.match_found, forms.MatchForm, icon="tag",
        ),
        Act(
            "decline", "decline", _("Do not accept"),
            _("“%(title)s” is not taken into the register. It waits to be fetched."),
            _("“%(title)s” %(number)s is not accepted. It is in %(place)s."),
            undecided, returning.decline, deciding_forms.SignedForm, icon="cross",
        ),
        Act(
            "accept-after-all", "accept", _("Accept it after all"),
            _("“%(title)s” was not accepted and has not been fetched. It enters the register now."),
            _("“%(title)s” is accepted: %(number)s, in %(place)s."),
            declined_and_not_fetched,
            accessioning.accept_after_all, deciding_forms.AcceptAfterAllForm, icon="check",
        ),
        Act(
            "move", "move", _("Move it"),
            _("“%(title)s” stands in %(place)s now. Where does it go?"),
            _("“%(title)s” %(number)s now stands in %(place)s."),
            movable, moving.move, forms.MoveForm, icon="arrow-right", many=True,
        ),
        Act(
            "display", "display", _("Put on display"),
            _("“%(title)s” stands in %(place)s now. In which case will visitors see it?"),
            _("“%(title)s” %(number)s is on display in %(place)s."),
            can_go_on_display,
            displaying.put_on_display, forms.DisplayForm, icon="view", many=True,
        ),
        Act(
            "take-off", "display", _("Take off display"),
            _("“%(title)s” stands in %(place)s, where visitors see it. Where does it go?"),
            _("“%(title)s” %(number)s is off display, in %(place)s."),
            on_display,
            displaying.take_off_display, forms.TakeOffForm, icon="no-view", many=True,
        ),
        Act(
            "fetch-home", "fetch_home", _("Its family takes it home for some days"),
            _("“%(title)s” goes home for a wedding, a funeral, a few days. It stays in the register, and "
              "its place says where it is. Until when?"),
            _("“%(title)s” %(number)s is now: %(place)s."),
            can_go_home, fetching_home.fetch_home, deciding_forms.FetchHomeForm, icon="home", serious=True,
        ),
        Act(
            "come-home", "fetch_home", _("It is here again"),
            _("“%(title)s” was at its family’s and has been brought again. Where does it stand now?"),
            _("“%(title)s” %(number)s is here again, in %(place)s."),
            at_home, fetching_home.come_home, deciding_forms.ComeHomeForm, icon="download",
        ),
        Act(
            "hand-home", "hand_home", _("It was fetched home"),
            _("“%(title)s” came to be photographed and is with its family again."),
            _("Written down: “%(title)s” was fetched home."),
            copied_and_here, fetching_home.hand_home, forms.ActForm, icon="home",
        ),
        Act(
            "become-gift", "accept", _("Deposit becomes a gift"),
            _("The owner gives “%(title)s” to the museum. It gets a collection number; the deposit "
              "number %(number)s still leads to it."),
            _("“%(title)s” is a gift now: %(number)s, in %(place)s."),
            deposited,
            transferring_title.turn_deposit_into_gift, deciding_forms.SignsForm, icon="pick",
        ),
        Act(
            "give-back", "give_back", _("Give back"),
            _("“%(title)s” is handed back to whom it belongs. Its sheet and its history stay."),
            _("“%(title)s” %(number)s is given back."),
            goes_back, returning.give_back, deciding_forms.HandedForm, icon="upload", serious=True,
        ),
        Act(
            "bring-back", "accept", _("Brought back"),
            _("“%(title)s” %(number)s has been brought again. It will stand at the reception, under "
              "the number that it had."),
            _("“%(title)s” %(number)s is here again, in %(place)s."),
            gone,
            returning.bring_back, deciding_forms.BroughtForm, icon="download",
        ),
        Act(
            "deaccession", "deaccession", _("Take off the register"),
            _("“%(title)s” %(number)s leaves the register for good. Its row, its number and its "
              "history stay."),
            _("“%(title)s” %(number)s is taken off the register."),
            accessioned,
            deaccessioning.deaccession, deciding_forms.DeaccessionForm, icon="bin", serious=True,
        ),
        Act(
            "take-back", "take_back", TAKE_BACK_ANY,
            _("The last decision on “%(title)s” was wrong: %(last)s. It is struck through and stays "
              "to be read; everything stands as before it. A number that was given stays given."),
            _("Taken back. “%(title)s” %(number)s is in %(place)s."),
            lambda holding: last_decision(holding) is not None,
            taking_back.take_back, deciding_forms.TakeBackForm, icon="history",
            label_of=take_back_label,
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
            "unsettled", "withdraw", _("Not settled at home"),
            _("The family has not agreed on “%(title)s”. Until they have, it is neither given back nor "
              "given to the museum, and nobody outside sees it."),
            _("“%(title)s” %(number)s in %(place)s: not settled at home."),
            lambda holding: not holding.part and not holding.unsettled, opening.leave_unsettled,
            icon="no-view", serious=True,
        ),
        Act(
            "settled", "withdraw", _("They have agreed"),
            _("The family has agreed on “%(title)s”. Write down who said so, and what. Nothing else opens by it."),
            _("“%(title)s” %(number)s in %(place)s: settled at home."),
            lambda holding: not holding.part and holding.unsettled, opening.settle,
            deciding_forms.SettledForm, icon="check",
        ),
        Act(
            "passed-away", "note_death", _("Its giver has died"),
            _("Whoever gave “%(title)s” or left it here has died. All that was theirs is asked of the family "
              "again: deposits wait and close until they agree, consents end, names stay as they chose."),
            _("Written down. The family of “%(title)s” %(number)s in %(place)s is asked again."),
            of_the_living, mourning.note_death, forms.ActForm, icon="user", serious=True,
        ),
        Act(
            "hide-place", "withdraw", _("Place not on the web"),
            _("“%(title)s” is of silver, a medal, of copper. The web says that it is here, and not where."),
            _("“%(title)s” %(number)s in %(place)s: the web no longer says where."),
            lambda holding: not holding.place_hidden, opening.hide_place, icon="lock",
        ),
        Act(
            "show-place", "withdraw", _("Place on the web again"),
            _("The web says again where “%(title)s” stands."),
            _("“%(title)s” %(number)s: the web says again that it stands in %(place)s."),
            lambda holding: holding.place_hidden, opening.show_place, icon="lock-open",
        ),
        Act(
            "correct", "correct", _("Correct the register"),
            _("A registered fact of “%(title)s” is wrong. Old and new value stay visible."),
            _("The register of “%(title)s” %(number)s in %(place)s is corrected."),
            lambda holding: True, correct, forms.CorrectForm, icon="edit",
            whose=by_the_curator_or_who_typed_it,
        ),
    ]
}  # fmt: skip


def offered(holding: Holding, user) -> list[Act]:
    """Return the acts that user may do with the object now, for buttons."""
    return [
        act.of(holding) for act in ACTS.values() if act.is_for(holding, user) and act.fits(holding)
    ]


def sentence_values(holding: Holding) -> dict[str, StrOrPromise]:
    """Return what the sentences of an act say of the object."""
    last = taking_back.last_decision(holding.item)
    return {
        "last": f"{last.get_act_display()}（{day_in_words(last.happened_at)}）" if last else "—",
        "title": holding.item.title,
        "number": holding.designation,
        "place": str(holding.place) if holding.place_id else _("no place yet"),
    }
