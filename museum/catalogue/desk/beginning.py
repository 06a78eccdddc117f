"""How to begin: what a new museum does first, each step with the way to it."""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db.models import Exists
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from museum.catalogue.models import Item, Place
from museum.catalogue.permissions import may
from museum.institution import Museum


@dataclass(frozen=True)
class Step:
    done: bool
    label: Promise
    hint: Promise
    url: str


def steps_for(user, *, begun: bool) -> list[Step]:
    """Return how to begin, empty once all is done (for a volunteer: once there is an object)."""
    decides = user.has_perm("museum.change_museum")
    if begun and not decides:
        return []
    museum = _begun_with(user)
    named = Step(
        any([museum.host, museum.address, museum.telephone]),
        _("Say what the museum is called"),
        _("Its name and where it is. The seal and the website follow."),
        reverse("wagtailsettings:edit", args=["museum", "museum"]) if decides else "",
    )
    places = Step(
        museum.has_places,
        _("Write down halls and cases"),
        _("Reception and store are there already. A case can say how many objects fit."),
        reverse("places:add") if user.has_perm("catalogue.add_place") else "",
    )
    first = Step(
        begun,
        _("Receive the first object"),
        _("Whose it is, what it is called, a photo. The rest can wait."),
        reverse("receiving:receive") if may(user, "receive") else "",
    )
    if not decides:
        return [named, places, first]
    steps = [named, _hours(museum), places, _accounts(museum), first, _public(museum)]
    return [] if all(step.done for step in steps) else steps


def _begun_with(user) -> Any:
    """Return the museum with what of its beginnings is there, in one question."""
    # By name: the register of visits and this one do not know each other.
    weekly = apps.get_model("visits", "WeeklyHours")
    others = get_user_model().objects.filter(is_active=True).exclude(pk=user.pk)
    asked = Museum.objects.annotate(
        has_hours=Exists(weekly._default_manager.all()),
        has_places=Exists(Place.objects.for_display().order_by()),
        has_others=Exists(others),
        has_public=Exists(Item.objects.public().order_by()),
    )
    return asked.first() or (Museum.load() and asked.get())  # which makes its row


def _hours(museum) -> Step:
    return Step(
        museum.has_hours,
        _("Say when the museum is open"),
        _("The week and the holidays; whether groups can book on the website."),
        reverse("wagtailsettings:edit", args=["visits", "visitsettings"]),
    )


def _accounts(museum) -> Step:
    return Step(
        museum.has_others,
        _("Make accounts for the others"),
        _("One for each who helps, with a role. Nobody signs in with another’s."),
        reverse("wagtailusers_users:add"),
    )


def _public(museum) -> Step:
    return Step(
        museum.has_public,
        _("Publish the first object"),
        _("Accept it, write down what is told of it, and publish: then the website shows it."),
        reverse("wagtailsnippets_catalogue_item:list"),
    )
