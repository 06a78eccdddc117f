"""One object's page."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from exhibits import fonts, linked_data, sharing
from exhibits.templatetags.typography import sentence
from exhibits.views import typed
from museum.catalogue import public as register
from museum.public import museum
from museum.public_address import absolute, on_paper


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
            "shared": reverse("object_card", args=[item.number]) if _is_shared(item) else "",
            "trail": [
                (_("Old things"), objects),
                (item.category, f"{objects}?category={item.category_code}"),
            ][: 2 if item.category else 1],
            "description": item.use or item.came,
            "canonical": absolute(item.address),
            "linked_data": linked_data.of_object(item, absolute),
        },
    )


@require_safe
def card(request, number):
    """The picture for the group, of what anybody may see; without Chinese letters here a sentence."""
    item = register.item(typed.cleaned(number).upper())
    if item is None or not item.pictures:
        raise Http404
    if not fonts.are_there():
        said = _("This computer has no Chinese font, so it cannot draw the picture.")
        return HttpResponse(said, status=503, content_type="text/plain; charset=utf-8")
    answer = HttpResponse(sharing.drawn(_shared(item)), content_type="image/png")
    # Asked for each time: of what was closed since, nobody between may keep a picture.
    answer.headers["Cache-Control"] = "no-cache"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


def _is_shared(item) -> bool:
    return bool(item.pictures) and fonts.are_there()


def _shared(item) -> sharing.Shared:
    named = museum()
    photo = item.pictures[0] if item.pictures else None
    first, full_stop, _rest = sentence(item.use).partition("。")
    credit = _("Drawing: %(credit)s") if photo and photo.is_drawing else _("Photograph: %(credit)s")
    where = (
        item.place.label if item.place.on_display else "",
        credit % {"credit": photo.credit} if photo and photo.credit else "",
    )
    foot = ("　".join(filter(None, where)), on_paper(item.short_address) or named.address)
    return sharing.Shared(
        museum=named.name,
        title=item.title,
        number=item.number,
        facts="·".join(filter(None, (item.era.partition("（")[0], item.materials))),
        sentence=first + full_stop,
        foot=tuple(filter(None, foot)),
        photo=register.copy_of(photo) if photo else b"",
        is_drawing=bool(photo and photo.is_drawing),
    )
