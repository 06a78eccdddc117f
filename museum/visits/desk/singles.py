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
from museum.visits import recounting, tapping
from museum.visits.desk.forms import RecountForm, TallyForm
from museum.visits.desk.screens import Screen
from museum.visits.models import Tap, TapCorrection

RECOUNT = "recount_%s"  # two forms on the page ask for a day


class Tallies(Screen):
    """单人计数: what was tapped day by day, and what stood on paper."""

    needs = "count"
    template_name = "visits/desk/tallies.html"
    page_title = gettext_lazy("Counts of single visitors")

    def get(self, request):
        return self.render_to_response(self.get_context_data())

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
        kwargs.setdefault("form", TallyForm(initial={"day": clock.today()}))
        kwargs.setdefault("recount", RecountForm(auto_id=RECOUNT))
        return super().get_context_data(**kwargs) | {
            "corrections": TapCorrection.objects.filter(day__gte=since).select_related("by"),
            "rows": [
                (day, row, sum(row.values())) for day, row in sorted(rows.items(), reverse=True)
            ],
            "kinds": Tap.Kind.choices,
            "tallies": recent.filter(device=None).select_related("by")[:20],
        }


class Recount(Tallies):
    """点错了: a day that is over is put right, from its place on the same page."""

    needs = "correct"

    def post(self, request):
        form = RecountForm(request.POST, auto_id=RECOUNT)
        if form.is_valid():
            try:
                line = recounting.recount(by=request.user, key=key_of(request), **form.cleaned_data)
            except ValidationError as refusal:
                put(form, refusal)
            else:
                messages.success(request, _("Corrected: %(day)s, %(kind)s, %(counted)s before, %(persons)s now.")
                                 % {"day": clock.briefly(line.day), "kind": line.get_kind_display(),
                                    "counted": line.counted, "persons": line.persons})  # fmt: skip
                return redirect("visits:tallies")
        return self.render_to_response(self.get_context_data(recount=form, is_refused=True))


@require_POST
def undo_tally(request, pk):
    tap = get_object_or_404(Tap, pk=pk)
    attempt(
        request,
        lambda: tapping.undo(tap, by=request.user),
        _("Taken back. Write down the right number."),
    )
    return redirect("visits:tallies")
