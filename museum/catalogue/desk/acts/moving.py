"""Where an object stands, and its days at home with its family."""

from django.utils.translation import gettext_lazy as _

from museum.catalogue import displaying, fetching_home, moving
from museum.catalogue.desk import act_forms as forms
from museum.catalogue.desk import deciding_forms
from museum.catalogue.desk.act_conditions import (
    at_home,
    can_go_home,
    can_go_on_display,
    copied_and_here,
    movable,
    on_display,
)
from museum.catalogue.desk.acts.act import Act

MOVING = [
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
]  # fmt: skip
