"""定稿: fill in what nobody counts, read what becomes final, then once."""

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from museum.clock import day_in_words, today
from museum.desk.forms import key_of, put
from museum.figures import reporting
from museum.figures.desk.parameters import period_named, period_of
from museum.figures.desk.screens import FiguresScreen
from museum.figures.periods import Period
from museum.figures.yearly import pen_rows, table
from museum.refusals import sentences


class FinalForm(forms.Form):
    """The pen's rows, and a tick where the period still runs."""

    def __init__(self, *args, period: Period, **kwargs):
        super().__init__(*args, **kwargs)
        for row in pen_rows():
            self.fields[row.code] = forms.CharField(
                label=f"{row.label}（{row.unit}）", required=False, max_length=reporting.LONGEST
            )
        if reporting.is_running(period):
            self.fields["early"] = forms.BooleanField(
                label=_("It is meant: figures until today, %(day)s")
                % {"day": day_in_words(today())},
                required=False,
            )

    @property
    def by_hand(self) -> dict[str, str]:
        return {row.code: self.cleaned_data[row.code] for row in pen_rows()}

    @property
    def cells(self):
        return [self[row.code] for row in pen_rows()]


class FinalView(FiguresScreen):
    needs = "hand_in"
    template_name = "figures/final.html"
    page_title = gettext_lazy("Make the yearly report final")
    above = (*FiguresScreen.above, (gettext_lazy("Yearly report"), "figures:yearly"))

    def get(self, request):
        return self.render_to_response(self._context(period_of(request.GET)))

    def post(self, request):
        try:
            period = period_named(request.POST)
            reporting.check_period(period)
        except ValidationError as refusal:
            messages.error(request, " ".join(sentences(refusal)))
            query = period_of(request.POST).query
            return HttpResponseRedirect(f"{reverse('figures:final')}?{query}")
        form = FinalForm(request.POST, period=period)
        if form.is_valid():
            try:
                report = reporting.hand_in(
                    period, by=request.user, key=key_of(request), by_hand=form.by_hand,
                    early=form.cleaned_data.get("early", False),
                )  # fmt: skip
            except ValidationError as refusal:
                put(form, refusal)
            else:
                messages.success(request, _("Final as %(label)s. It stays as it is now.")
                                 % {"label": report.label})  # fmt: skip
                return HttpResponseRedirect(reverse("figures:report", args=[report.label]))
        return self.render_to_response(self._context(period, form))

    def _context(self, period: Period, form: FinalForm | None = None) -> dict:
        counted = table(period)
        rows = [row for row in counted.rows if not row.for_the_pen]
        return self.get_context_data(
            period=period,
            form=form or FinalForm(period=period),
            table=counted,
            counted=len(rows),
            running=reporting.is_running(period),
        )
