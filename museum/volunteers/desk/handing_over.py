"""报民政: which days, one button that downloads the file, and who took which days before."""

import datetime
from urllib.parse import quote

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from museum.desk.forms import put
from museum.people.looking import note
from museum.people.models import Look
from museum.volunteers import handing_over
from museum.volunteers.desk import forms
from museum.volunteers.desk.screens import Screen
from museum.volunteers.models import HandOver


class HandOverView(Screen):
    template_name = "volunteers/hand_over.html"
    page_title = gettext_lazy("Hours for the civil affairs system")
    needs = "hand_over"
    tab = "statements"

    def get(self, request, **kwargs):
        last = forms.today().replace(day=1) - datetime.timedelta(days=1)
        month = {"first": last.replace(day=1), "last": last}
        return self.render_to_response(self.get_context_data(form=forms.PeriodForm(initial=month)))

    def post(self, request, **kwargs):
        form = forms.PeriodForm(request.POST)
        if form.is_valid():
            try:
                row, written = handing_over.hand_over(**form.cleaned_data, by=request.user)
            except ValidationError as refusal:
                put(form, refusal)
            else:
                note(request.user, row, Look.Kind.EXPORT)
                return as_file(row, written)
        return self.render_to_response(self.get_context_data(form=form))

    def get_context_data(self, **kwargs):
        earlier = HandOver.objects.select_related("by")[:100]
        return super().get_context_data(earlier=earlier, **kwargs)


def as_file(row: HandOver, written: bytes) -> HttpResponse:
    name = quote(f"{_('hours of service')}{row.first:%Y%m%d}-{row.last:%Y%m%d}.csv")
    response = HttpResponse(written, "text/csv; charset=utf-8")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return response
