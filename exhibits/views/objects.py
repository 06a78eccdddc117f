"""One object's page."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from exhibits import linked_data
from exhibits.views import typed
from museum.catalogue import public as register
from museum.public_address import absolute


@require_safe
def show(request, number):
    """What the register lets anybody read about the object with this number, or 404."""
    found = register.visit(typed.cleaned(number).upper())
    if found is None:
        raise Http404
    item, near = found.item, found.neighbours
    if number != item.number:
        return redirect(item.address)
    photo = typed.page(request.GET.get("photo", ""))
    objects = reverse("objects")
    return render(
        request,
        "exhibits/objects/object.html",
        {
            "section": "objects",
            "object": item,
            "photo": photo if photo <= len(item.pictures) else 1,
            "neighbours": near,
            # A row of blank plates shows nobody anything.
            "on_the_shelf": near and near.position and any(card.picture for card in near.cards),
            "kin": found.kin,
            "trail": [
                (_("Old things"), objects),
                (item.category, f"{objects}?category={item.category_code}"),
            ][: 2 if item.category else 1],
            "description": item.use or item.came,
            "canonical": absolute(item.address),
            "linked_data": linked_data.of_object(item, absolute),
        },
    )
