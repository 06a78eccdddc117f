"""恢复单 at the desk: the password is asked for once more, and the sheet is shown once."""

from django import forms
from django.core.exceptions import ValidationError
from django.shortcuts import render
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters

from museum import ledger
from museum.accounts import signing_in
from museum.clock import today
from museum.desk.forms import put
from museum.desk.screens import Screen
from museum.public import museum
from museum.qr_codes import drawn
from museum.upkeep.permissions import LAW
from museum.upkeep.recovery import Sheet, print_keys


class PasswordForm(forms.Form):
    password = forms.CharField(
        label=gettext_lazy("Your password"),
        strip=False,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args, request=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.request = request

    def clean_password(self):
        """An open desk is no place to take the keys from."""
        password = self.cleaned_data["password"]
        signing_in.check_password_again(self.request, password, where="the_recovery_sheet")
        return password


@method_decorator(sensitive_post_parameters("password"), name="dispatch")
class RecoveryView(Screen):
    law = LAW
    needs = "print_keys"
    header_icon = "key"
    page_title = gettext_lazy("Recovery sheet")
    template_name = "upkeep/recovery.html"

    def get(self, request):
        return self.render_to_response(self.get_context_data(form=PasswordForm()))

    def post(self, request):
        form = PasswordForm(request.POST, request=request)
        if form.is_valid():
            try:
                sheet = print_keys(by=request.user)
            except ValidationError as refusal:
                put(form, refusal)
            else:
                return render(request, "upkeep/recovery_sheet.html", shown(sheet))
        return self.render_to_response(self.get_context_data(form=form))

    def get_context_data(self, **kwargs):
        printed = ledger.LedgerLine.objects.filter(act="upkeep.keys_printed")
        return super().get_context_data(
            printed=printed.select_related("by").order_by("-sequence")[:5], **kwargs
        )


def shown(sheet: Sheet) -> dict:
    """Return what the sheet's template shows."""
    return {
        "museum": museum(),
        "sheet": sheet,
        "code": drawn(sheet.text),
        "day": date_format(today(), "Y年n月j日 l"),
    }


urlpatterns = [path("recovery-sheet/", RecoveryView.as_view(), name="recovery_sheet")]
