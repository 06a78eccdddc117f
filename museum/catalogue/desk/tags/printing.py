"""打号牌: how many, on what; the printings so far, to be printed again; the tags of places."""

import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from museum import public_address
from museum.catalogue import printing_tags
from museum.catalogue.desk.tags.screens import TagScreen
from museum.catalogue.desk.tags.stocks import PLAIN, STOCKS
from museum.catalogue.models import Place, TagPrinting
from museum.desk.forms import put
from museum.refusals import sentences

LAST = 20


class PrintForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    # How many fit is said by the verb.
    count = forms.IntegerField(
        label=_("How many tags"), initial=100, help_text=_("Ten fit on a sheet of A4.")
    )
    stock = forms.ChoiceField(
        label=_("On what"),
        choices=[(stock.slug, stock.label) for stock in STOCKS.values()],
        initial=PLAIN.slug,
        widget=forms.RadioSelect,
    )


class Print(TagScreen):
    template_name = "catalogue/tags/print.html"
    page_title = _("Print tags")
    header_icon = "print"
    needs = "print_tags"

    def get(self, request, **kwargs):
        return self.shown(PrintForm())

    def post(self, request, **kwargs):
        form = PrintForm(request.POST)
        if form.is_valid():
            given = form.cleaned_data
            try:
                printing = printing_tags.print_tags(
                    given["count"], by=request.user, key=given["key"]
                )
            except ValidationError as refusal:
                put(form, refusal)
            else:
                return redirect(
                    f"{reverse('tags:paper', args=[printing.pk])}?stock={given['stock']}"
                )
        return self.shown(form)

    def shown(self, form: PrintForm):
        said = {
            "form": form,
            "why_not": why_not(),
            "printings": TagPrinting.objects.order_by("-number")[:LAST],
            "places": Place.objects.exclude(
                kind__in=(Place.Kind.ELSEWHERE, Place.Kind.HOME)
            ).order_by("tree_order"),
            "stocks": STOCKS.values(),
        }
        return self.render_to_response(self.get_context_data(**said))


def why_not() -> list[str]:
    """Return why nothing can be printed yet: the museum has no address that will stay."""
    try:
        public_address.check_printable()
    except ValidationError as refusal:
        return sentences(refusal)
    return []
