"""交接清单 on A4, as it was handed over: printed again it is the same."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.utils.formats import date_format
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from museum.care import by_place
from museum.care.desk.pages import paginate
from museum.care.models import CustodyTransfer
from museum.care.permissions import may
from museum.clock import day_of, moment_in_words
from museum.public import museum


@require_safe
@never_cache
def paper(request, label):
    if not may(request.user, "see"):
        raise PermissionDenied
    row = get_object_or_404(CustodyTransfer.objects.with_people(), label=label)
    things_by_place = by_place.read(row.things)
    letters = row.letters
    return render(request, "care/paper.html", {
        "museum": museum(),
        "handover": row,
        "pages": paginate(things_by_place),
        "counts": by_place.counts(things_by_place),
        "day": date_format(day_of(row.happened_at), "Y年n月j日 l"),
        "listed": moment_in_words(row.recorded_at),
        "letters": " ".join(letters[at : at + 4] for at in range(0, len(letters), 4)),
    })  # fmt: skip
