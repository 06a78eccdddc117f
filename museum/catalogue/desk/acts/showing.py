"""Who may see an object and where it stands, and who was asked."""

from django.utils.translation import gettext_lazy as _

from museum.catalogue import mourning, opening
from museum.catalogue.desk import act_forms as forms
from museum.catalogue.desk import deciding_forms
from museum.catalogue.desk.act_conditions import of_the_living
from museum.catalogue.desk.acts.act import Act

SHOWING = [
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
]  # fmt: skip
