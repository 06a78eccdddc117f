"""What is counted of the register of objects, and of those who gave."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from museum.catalogue import counting as objects
from museum.catalogue.models import Item
from museum.catalogue.models.holdings import OF_THE_COLLECTION, STILL_THE_OWNERS, Way
from museum.figures.figure import GIVERS, OBJECTS, Definition, percent
from museum.people.models import Person

THINGS = pgettext_lazy("unit", "pieces")
PEOPLE = pgettext_lazy("unit", "people")
BODIES = pgettext_lazy("unit", "organisations")
OTHER_WAYS = (Way.PURCHASE, Way.TRANSFER, Way.FOUND)

FIGURES = [
    Definition(
        "held", OBJECTS, _("In the museum"),
        _("What the museum had on the last day: its own, deposits, loans. A set counts once."),
        pgettext_lazy("unit", "pieces or sets"), lambda r: r.held_count, lambda r: [r.held],
    ),
    Definition(
        "pieces", OBJECTS, _("In single pieces"),
        _("The same, a set counted by its pieces."),
        THINGS, lambda r: objects.pieces(r.held), lambda r: [r.held],
        adds={Item: "pieces"},
    ),
    Definition(
        "collected", OBJECTS, _("Collected in the period"),
        _("What was handed over in the period and was still here on its last day."),
        THINGS, lambda r: r.way_count(*OF_THE_COLLECTION), lambda r: [r.ask(objects.collected)],
    ),
    Definition(
        "collected_gifts", OBJECTS, _("of these, given"),
        _("Collected in the period as a gift."),
        THINGS, lambda r: r.way_count(Way.GIFT), lambda r: [r.collected_by(Way.GIFT)],
    ),
    Definition(
        "collected_deposits", OBJECTS, _("of these, kept for their owners"),
        _("Collected in the period as deposits or loans; they stay the family’s."),
        THINGS, lambda r: r.way_count(*STILL_THE_OWNERS),
        lambda r: [r.collected_by(*STILL_THE_OWNERS)],
    ),
    Definition(
        "collected_otherwise", OBJECTS, _("of these, bought, handed over or found"),
        _("Collected in the period by purchase, by transfer, or found in the museum."),
        THINGS, lambda r: r.way_count(*OTHER_WAYS), lambda r: [r.collected_by(*OTHER_WAYS)],
    ),
    Definition(
        "accepted", OBJECTS, _("Given a collection number"),
        _("What entered the collection in the period with a number of its own; deposits that were "
          "given afterwards too."),
        THINGS, lambda r: r.ask(objects.accepted).count(), lambda r: [r.ask(objects.accepted)],
    ),
    Definition(
        "deposits", OBJECTS, _("Kept for their owners"),
        _("Deposits and loans that were here on the last day, whenever they came."),
        THINGS, lambda r: objects.deposits(r.last, campaign=r.campaign).count(),
        lambda r: [objects.deposits(r.last, campaign=r.campaign)],
    ),
    Definition(
        "on_display", OBJECTS, pgettext_lazy("figure", "On display"),
        _("What stood in a hall or a case on the evening of the last day."),
        THINGS, lambda r: r.on_display_count, lambda r: [r.on_display],
    ),
    Definition(
        "with_photo", OBJECTS, _("With a photo"),
        _("Of what was here on the last day, that of which there is a picture today."),
        THINGS, lambda r: r.photo_count, lambda r: [objects.with_photo(r.held)], of_today=True,
    ),
    Definition(
        "with_story", OBJECTS, _("With a story"),
        _("Of what was here on the last day, that of which somebody tells today."),
        THINGS, lambda r: objects.with_story(r.held).count(),
        lambda r: [objects.with_story(r.held)], of_today=True,
    ),
    Definition(
        "stories", OBJECTS, _("Stories told"),
        _("Stories told in the period, by the day of telling. One object may have several."),
        pgettext_lazy("unit", "stories"), lambda r: r.ask(objects.stories).count(),
        lambda r: [r.ask(objects.stories)], of_today=True,
    ),
    Definition(
        "deaccessioned", OBJECTS, _("Deaccessioned"),
        _("What was taken off the register in the period."),
        THINGS, lambda r: r.ask(objects.deaccessioned).count(),
        lambda r: [r.ask(objects.deaccessioned)],
    ),
    Definition(
        "returned", OBJECTS, _("Given back"),
        _("What went back to its owners in the period."),
        THINGS, lambda r: r.ask(objects.returned).count(), lambda r: [r.ask(objects.returned)],
    ),
    Definition(
        "display_rate", OBJECTS, _("Share on display"),
        _("On display, of what was in the museum on the last day."),
        "%", lambda r: percent(r.on_display_count, r.held_count),
    ),
    Definition(
        "photo_rate", OBJECTS, _("Share with a photo"),
        _("With a photo today, of what was in the museum on the last day."),
        "%", lambda r: percent(r.photo_count, r.held_count), of_today=True,
    ),
    Definition(
        "origin_rate", OBJECTS, _("Share whose origin is written down"),
        _("With a provenance or a story today, of what was in the museum on the last day."),
        "%", lambda r: percent(r.origin_count, r.held_count), of_today=True,
    ),
    Definition(
        "giver_persons", GIVERS, pgettext_lazy("giver", "Persons"),
        _("Persons to whom what was collected in the period belonged, each once."),
        PEOPLE, lambda r: r.givers.persons, lambda r: [r.givers_of(Person.Kind.PERSON)],
    ),
    Definition(
        "giver_households", GIVERS, pgettext_lazy("giver", "Households"),
        _("Households to whom what was collected in the period belonged, each once."),
        pgettext_lazy("unit", "households"), lambda r: r.givers.households,
        lambda r: [r.givers_of(Person.Kind.HOUSEHOLD)],
    ),
    Definition(
        "giver_organisations", GIVERS, pgettext_lazy("giver", "Organisations"),
        _("Organisations from which something was collected in the period, each once."),
        BODIES, lambda r: r.givers.organisations,
        lambda r: [r.givers_of(Person.Kind.ORGANISATION)],
    ),
]  # fmt: skip
