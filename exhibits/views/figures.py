"""馆里的数字: the museum's year in numbers, counted from its registers."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from museum.figures import public
from museum.public_address import absolute

ADDRESS = "{path}?year={year}"


@require_safe
def figures(request):
    asked = request.GET.get("year", "")
    number = int(asked) if asked.isdecimal() and len(asked) == 4 else None
    counted = public.year(number) if number or not asked else None
    if counted is None:
        raise Http404
    address = reverse("figures")
    if number:
        address = ADDRESS.format(path=address, year=number)
    return render(request, "exhibits/figures.html", {
        "figures": counted,
        "description": _("What stands in the museum’s registers, in numbers."),
        "canonical": absolute(address),
    })  # fmt: skip
