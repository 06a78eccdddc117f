"""How an object comes in, and whether it is taken into the register."""

from django.utils.translation import gettext_lazy as _

from museum.catalogue import accessioning, bringing_in, describing, matching, returning
from museum.catalogue.desk import act_forms as forms
from museum.catalogue.desk import deciding_forms
from museum.catalogue.desk.act_conditions import (
    a_draft,
    being_read,
    by_its_writer,
    by_its_writer_or_the_curator,
    declined_and_not_fetched,
    found_without_a_label,
    offered_so_far,
    received,
    undecided,
)
from museum.catalogue.desk.acts.act import Act

ENTERING = [
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
]  # fmt: skip
