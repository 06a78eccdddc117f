"""What is counted of the register of visits."""

from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from museum.figures.figure import VISITS, Definition
from museum.figures.period_counts import PeriodCounts
from museum.visits import counting as visits
from museum.visits.models import Batch, Tap, Visit
from museum.wording import StrOrPromise

PEOPLE = pgettext_lazy("unit", "people")
HEADS = pgettext_lazy("unit", "visits by persons")
GROUPS = pgettext_lazy("unit", "groups")
BODIES = pgettext_lazy("unit", "organisations")
TOURS = pgettext_lazy("unit", "tours")


def taps(counts: PeriodCounts, *kinds: str) -> list:
    """Return the taps at the door, a line a day. They know no campaign."""
    if counts.campaign:
        return []
    found = visits.single_taps(counts.first, counts.last)
    return [found.filter(kind__in=kinds) if kinds else found]


def groups_with(counts: PeriodCounts, part: str):
    return counts.group_visits.filter(**{f"{part}__gt": 0})


def _counts_outside(words: StrOrPromise) -> str:
    """Say with words where outside begins: whoever reads the figures has no settings to look at."""
    return words % {"place": visits.outside_begins()}


counts_outside = lazy(_counts_outside, str)

FIGURES = [
    Definition(
        "visitors", VISITS, _("Visits by persons"),
        _("Everybody who came in the period, alone or in a group; who comes twice counts twice."),
        HEADS, lambda r: r.visitors.persons, lambda r: [r.group_visits, *taps(r)],
        adds={Visit: "persons", Tap: "persons"},
    ),
    Definition(
        "visitors_alone", VISITS, _("of these, on their own"),
        _("People tapped at the door. People of a group are not tapped again."),
        HEADS, lambda r: r.visitors.singles, taps, adds={Tap: "persons"},
    ),
    Definition(
        "children", VISITS, _("of these, minors"),
        _("Children tapped at the door and pupils of groups."),
        HEADS, lambda r: r.visitors.children,
        lambda r: [groups_with(r, "pupils"), *taps(r, Tap.Kind.CHILD)],
        adds={Visit: "pupils", Tap: "persons"},
    ),
    Definition(
        "elders", VISITS, _("of these, elders"),
        _("Elders tapped at the door and elders of groups."),
        HEADS, lambda r: r.visitors.elders,
        lambda r: [groups_with(r, "elders"), *taps(r, Tap.Kind.ELDER)],
        adds={Visit: "elders", Tap: "persons"},
    ),
    Definition(
        "organisations", VISITS, _("Organisations that came"),
        _("Organisations named on visits of the period, each once however often it came."),
        BODIES, lambda r: r.groups.organisations, lambda r: [r.organisations(r.group_visits)],
    ),
    Definition(
        "group_visits", VISITS, pgettext_lazy("visitors", "Groups"),
        _("Visits of groups, a line of the register each; the same school on two days is two."),
        GROUPS, lambda r: r.groups.visits, lambda r: [r.group_visits],
    ),
    Definition(
        "group_persons", VISITS, _("People in groups"),
        _("The people of all these groups together."),
        HEADS, lambda r: r.groups.persons, lambda r: [r.group_visits], adds={Visit: "persons"},
    ),
    Definition(
        "outside_organisations", VISITS, _("Organisations from outside"),
        counts_outside(
            _("Organisations on visits from outside (%(place)s and farther), each once.")
        ),
        BODIES, lambda r: r.outside.organisations, lambda r: [r.organisations(r.outside_visits)],
    ),
    Definition(
        "outside_visits", VISITS, _("Groups from outside"),
        counts_outside(_("Visits of groups from outside (%(place)s and farther).")),
        GROUPS, lambda r: r.outside.visits, lambda r: [r.outside_visits],
    ),
    Definition(
        "outside_persons", VISITS, _("People in groups from outside"),
        _("The people of the groups from outside. Of those on their own nobody asks."),
        HEADS, lambda r: r.outside.persons, lambda r: [r.outside_visits],
        adds={Visit: "persons"},
    ),
    Definition(
        "guided", VISITS, _("Groups that were guided"),
        _("Visits of groups of which at least one batch had a guide."),
        GROUPS, lambda r: r.groups.guided, lambda r: [r.group_visits.guided()],
    ),
    Definition(
        "tours", VISITS, _("Guided tours"),
        _("Batches that went round with a guide; a large group may be several."),
        TOURS, lambda r: r.groups.tours, lambda r: [r.guided_batches],
    ),
    Definition(
        "guided_persons", VISITS, _("People who were guided"),
        _("The people of the batches that had a guide."),
        HEADS, lambda r: r.groups.guided_persons, lambda r: [r.guided_batches],
        adds={Batch: "persons"},
    ),
    Definition(
        "guides", VISITS, pgettext_lazy("visitors", "Guides"),
        _("Those who led at least one batch in the period, each once."),
        PEOPLE, lambda r: r.guides.count(), lambda r: [r.guides],
    ),
    Definition(
        "days_open", VISITS, _("Days open"),
        _("Days of the period on which the museum is open by its timetable."),
        pgettext_lazy("unit", "days"), lambda r: r.days_open, knows_campaigns=False,
    ),
    Definition(
        "school_visits", VISITS, _("School outings"),
        _("Visits of groups of the kind school outing."),
        GROUPS, lambda r: r.visits_of_kind(Visit.Kind.SCHOOL),
        lambda r: [r.group_visits.filter(kind=Visit.Kind.SCHOOL)],
    ),
    Definition(
        "party_visits", VISITS, _("Party branch days"),
        _("Visits of groups of the kind party branch day."),
        GROUPS, lambda r: r.visits_of_kind(Visit.Kind.PARTY),
        lambda r: [r.group_visits.filter(kind=Visit.Kind.PARTY)],
    ),
]  # fmt: skip
