"""Who may do what with objects, as law: one line a right."""

from django.utils.translation import gettext_lazy as _

from museum.accounts.law import Law, Right
from museum.accounts.roles import CURATOR, KEEPER, REGISTRAR

BY_CURATOR = (CURATOR,)
EVERYBODY = (CURATOR, REGISTRAR, KEEPER)

PLACES = _("Only the keeper and the curator change places.")

LAW = Law(
    acts={
        "receive": Right(
            "catalogue.holding.receive",
            (CURATOR, REGISTRAR),
            _("Receiving objects is for volunteers at the register."),
        ),
        "hand_on": Right(
            "catalogue.holding.receive",
            (CURATOR, REGISTRAR),
            _("Drafts are written, and handed on, by the volunteers at the register."),
        ),
        "fetch_back": Right(
            "catalogue.holding.receive",
            (CURATOR, REGISTRAR),
            _("Whoever wrote it takes it back from the curator."),
        ),
        "accept": Right(
            "catalogue.holding.accept",
            BY_CURATOR,
            _("Only the curator gives numbers. When it is written up, press “Ask the curator”."),
        ),
        "decline": Right(
            "catalogue.holding.accept",
            BY_CURATOR,
            _("Only the curator decides what is not accepted."),
        ),
        "give_back": Right(
            "catalogue.holding.give_back", BY_CURATOR, _("Only the curator gives objects back.")
        ),
        "take_back": Right(
            "catalogue.holding.accept", BY_CURATOR, _("Only the curator takes a decision back.")
        ),
        "publish": Right(
            "catalogue.item.publish_item",
            BY_CURATOR,
            _("Only the curator publishes. When it is written up, press “Ask the curator”."),
        ),
        "move": Right(
            "catalogue.holding.move",
            (CURATOR, KEEPER),
            _("Only the keeper and the curator move objects."),
        ),
        "fetch_home": Right(
            "catalogue.holding.move",
            (CURATOR, KEEPER),
            _("Only the keeper and the curator let a thing go home for some days."),
        ),
        "hand_home": Right(
            "catalogue.holding.receive",
            (CURATOR, REGISTRAR),
            _("Whoever photographs what a family brings hands it back to them."),
        ),
        "display": Right(
            "catalogue.holding.display",
            (CURATOR, KEEPER),
            _("Only the keeper and the curator change the display."),
        ),
        "withdraw": Right(
            "catalogue.holding.withdraw",
            BY_CURATOR,
            _("Only the curator closes or opens an object."),
        ),
        "note_death": Right(
            "catalogue.holding.withdraw",
            BY_CURATOR,
            _("Only the curator writes down that somebody has died."),
        ),
        "deaccession": Right(
            "catalogue.holding.deaccession",
            BY_CURATOR,
            _("Only the curator takes objects off the register."),
        ),
        "correct": Right(
            "catalogue.holding.correct",
            BY_CURATOR,
            _("Only the curator corrects what is registered."),
        ),
        "change_terms": Right(
            "catalogue.term.change_term",
            BY_CURATOR,
            _("Only the curator changes the lists of words."),
        ),
        "print_tags": Right(
            "catalogue.tag.print_tag",
            EVERYBODY,
            _("Tags are printed by those who work with objects."),
        ),
        "tie": Right(
            "catalogue.tag.tie_tag",
            EVERYBODY,
            _("Tags are tied on by those who work with objects."),
        ),
        "see": Right(
            "catalogue.sighting.add_sighting",
            EVERYBODY,
            _("That a thing was seen is written by those who work with objects."),
        ),
        "add_place": Right("catalogue.place.add_place", (CURATOR, KEEPER), PLACES),
        "change_place": Right("catalogue.place.change_place", (CURATOR, KEEPER), PLACES),
    },
    beside=(
        Right("catalogue.item.view_item", EVERYBODY),
        Right("catalogue.item.change_item", (CURATOR, REGISTRAR)),
        Right("catalogue.item.lock_item", BY_CURATOR),
        Right("catalogue.item.unlock_item", BY_CURATOR),
        Right("catalogue.donation.view_donation", EVERYBODY),
        Right("catalogue.movement.view_movement", (CURATOR, KEEPER)),
        Right("catalogue.registerentry.view_registerentry", BY_CURATOR),
        Right("catalogue.place.view_place", EVERYBODY),
        Right("catalogue.term.view_term", BY_CURATOR),
        Right("catalogue.term.add_term", BY_CURATOR),
    ),
    rules={
        "receive": _("Receive objects"),
        "hand_on": _("Hand a draft on to another volunteer"),
        "fetch_back": _("Take one’s own draft back from the curator"),
        "accept": _("Accept objects and give numbers"),
        "decline": _("Decline objects"),
        "give_back": _("Give objects back to their owners"),
        "take_back": _("Take a decision back"),
        "publish": _("Publish what is written of objects"),
        "move": _("Move objects to another place"),
        "fetch_home": _("Let a family take its thing home for some days"),
        "hand_home": _("Write down that a thing went home after it was photographed"),
        "display": _("Put objects on display and take them off"),
        "withdraw": _("Close objects to the public, mark them sensitive, open them again"),
        "note_death": _("Write down that a giver or owner has died"),
        "deaccession": _("Take objects off the register"),
        "correct": _("Correct registered facts"),
        "change_terms": _("Rename, merge and take out of use the words of the lists"),
        "print_tags": _("Print tags"),
        "tie": _("Tie tags to objects, replace lost ones"),
        "see": _("Write down that a thing was seen in its place"),
        "add_place": _("Write down new places"),
        "change_place": _("Change known places"),
    },
)

may, demand = LAW.may, LAW.demand
