"""单人计数: what was tapped at the door day by day, and what stood on paper."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Sum
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from museum import clock
from museum.desk.forms import key_of, put
from museum.desk.screens import attempt
from museum.ledger import row_key
from museum.visits import tapping
from museum.visits.desk.forms import TallyForm
from museum.visits.desk.screens import Screen
from museum.visits.models import Tap


class Tallies(Screen):
    """单人计数: what was tapped day by day, and what stood on paper."""

    needs = "count"
    template_name = "visits/desk/tallies.html"
    page_title = gettext_lazy("Counts of single visitors")

    def get(self, request):
        return self.render_to_response(
            self.get_context_data(form=TallyForm(initial={"day": clock.today()}))
        )

    def post(self, request):
        form = TallyForm(request.POST)
        if form.is_valid():
            given, key = form.cleaned_data, key_of(request)
            try:
                with transaction.atomic():
                    for kind in Tap.Kind.values:
                        if given[kind]:
                            tapping.tally(kind, given[kind], day=given["day"], by=request.user,
                                          key=row_key(key, kind))  # fmt: skip
            except ValidationError as refusal:
                put(form, refusal)
            else:
                messages.success(request, _("Written down for %(day)s.")
                                 % {"day": clock.day_in_words(given["day"])})  # fmt: skip
                return redirect("visits:tallies")
        return self.render_to_response(self.get_context_data(form=form))

    def get_context_data(self, **kwargs):
        since = clock.today() - datetime.timedelta(days=30)
        recent = Tap.objects.current().filter(day__gte=since)
        rows = {}
        for each in recent.order_by().values("day", "kind").annotate(all=Sum("persons")):
            rows.setdefault(each["day"], dict.fromkeys(Tap.Kind.values, 0))[each["kind"]] = each[
                "all"
            ]
        return super().get_context_data(**kwargs) | {
            "rows": [
                (day, row, sum(row.values())) for day, row in sorted(rows.items(), reverse=True)
            ],
            "kinds": Tap.Kind.choices,
            "tallies": recent.filter(device=None).select_related("by")[:20],
        }


@require_POST
def undo_tally(request, pk):
    tap = get_object_or_404(Tap, pk=pk)
    attempt(
        request,
        lambda: tapping.undo(tap, by=request.user),
        _("Taken back. Write down the right number."),
    )
    return redirect("visits:tallies")
