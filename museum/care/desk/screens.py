"""交接 at the desk: those there were, and a new one."""

from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from museum.care import by_place
from museum.care.desk.forms import Forms, accounts
from museum.care.handing_over import hand_over
from museum.care.models import CustodyTransfer
from museum.care.permissions import LAW, may
from museum.desk import screens
from museum.desk.forms import key_of, put


class Screen(screens.Screen):
    law = LAW
    header_icon = "user"


class HandoversView(Screen):
    needs = "see"
    template_name = "care/handovers.html"
    page_title = gettext_lazy("Handovers")

    def get_context_data(self, **kwargs):
        user = self.request.user
        return super().get_context_data(**kwargs) | {
            "handovers": CustodyTransfer.objects.with_people(),
            "may_hand_over": may(user, "hand_over"),
            "is_there_anything": bool(by_place.halls_in_use()),
            "sees_accounts": user.has_perm("accounts.view_user"),
        }


class HandoverView(Screen):
    needs = "hand_over"
    template_name = "care/handover.html"
    page_title = gettext_lazy("Hand the museum over")
    above = ((HandoversView.page_title, "handovers"),)

    def get(self, request):
        return self.render_to_response(self.get_context_data(forms=Forms()))

    def post(self, request):
        forms = Forms(request.POST)
        if forms.are_valid():
            try:
                written = self._write(forms)
            except ValidationError as refusal:
                tell(forms, refusal)
            else:
                messages.success(request, _("Written down: %(label)s. Print it, walk the list, and let all three sign.")
                                 % {"label": written.label})  # fmt: skip
                return redirect(reverse("handover_paper", args=[written.label]))
        return self.render_to_response(self.get_context_data(forms=forms))

    def _write(self, forms) -> CustodyTransfer:
        facts, user = forms.handover.cleaned_data, self.request.user
        return hand_over(forms.people(by=user), facts["halls"], by=user, on=facts["on"],
                         note=facts["note"], key=key_of(self.request))  # fmt: skip

    def get_context_data(self, **kwargs):
        return super().get_context_data(accounts=accounts(), **kwargs)


def tell(forms: Forms, refusal: ValidationError) -> None:
    """Put what is wrong with one of the three under their name, everything else above the form."""
    if not hasattr(refusal, "error_dict"):
        put(forms.handover, refusal, happened_at="on")
        return
    faults = dict(refusal.error_dict)
    for party in forms.parties:
        if party.prefix in faults:
            put(party, ValidationError({"name": faults.pop(party.prefix)}))
    if faults:
        put(forms.handover, ValidationError(faults), happened_at="on")
