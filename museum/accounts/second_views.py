"""第二道锁 on the screen: the code at the door, one's own page to switch it on, the curator's to take it off."""

import time

from django import forms
from django.contrib.auth import get_user_model, login
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from museum.accounts import holding, locking, second_factor, signing_in
from museum.accounts.models import User
from museum.accounts.permissions import LAW
from museum.qr_codes import drawn
from museum.refusals import sentences

HALF = "half_signed_in"
WITHIN = 5 * 60  # from the password to the code
BEGUN = "second_factor_begun_at"


class CodeForm(forms.Form):
    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autofocus": True}),
    )


def ask_for_code(request, form, where_to: str) -> HttpResponse:
    """The password was right; nobody is signed in before the code is."""
    user = form.get_user()
    request.session[HALF] = {
        "account": user.pk,
        "backend": user.backend,
        "at": int(time.time()),
        "remember": bool(form.cleaned_data.get("remember")),
        "name": form.cleaned_data["username"],
        "next": where_to,
    }
    request.session.set_expiry(WITHIN)
    if held := request.POST.get(holding.FIELD):
        # An address carries nothing; this page does, past the code.
        said = {"form": CodeForm(), holding.FIELD: held}
        return TemplateResponse(request, CodeView.template_name, said)
    return redirect("second_factor_code")


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class CodeView(FormView):
    """The second step at the door."""

    template_name = "accounts/code.html"
    form_class = CodeForm

    def dispatch(self, request, *args, **kwargs):
        self.half = request.session.get(HALF) or {}
        found = User.objects.filter(pk=self.half.get("account"), is_active=True).first()
        if found is None or not 0 <= time.time() - self.half["at"] <= WITHIN:
            request.session.pop(HALF, None)
            return redirect("wagtailadmin_login")
        self.user = found
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form):
        try:
            second_factor.check_code(self.user, form.cleaned_data["code"])
        except ValidationError as refusal:
            form.add_error(None, sentences(refusal))
            return self.form_invalid(form)
        half = self.request.session.pop(HALF)
        login(self.request, self.user, backend=half["backend"])
        self.request.session.set_expiry(None if half["remember"] else 0)
        locking.begin(self.request)
        response = holding.go_on(self.request, half["name"]) or redirect(half["next"])
        signing_in.know(response, half["name"])
        return response

    def get_context_data(self, **kwargs):
        held = self.request.POST.get(holding.FIELD, "")
        return super().get_context_data(**kwargs) | {holding.FIELD: held}


def in_groups(key: str) -> str:
    """Return the secret as one types it by hand: ABCD EFGH …"""
    return " ".join(key[at : at + 4] for at in range(0, len(key), 4))


def _ask_again(request) -> None:
    """An open desk is no place to switch it. Refuses as signing_in.check_password_again does."""
    password = request.POST.get("password", "")
    signing_in.check_password_again(request, password, where="second_factor")


@method_decorator([never_cache, require_admin_access, sensitive_post_parameters()], name="dispatch")
class OwnSecondFactor(WagtailAdminTemplateMixin, TemplateView):
    template_name = "accounts/second_factor.html"
    page_title = gettext_lazy("Second lock")
    header_icon = "lock"

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse("wagtailadmin_account"), "label": _("Account")},
            {"url": "", "label": self.page_title},
        ]

    def post(self, request):
        act = {"begin": self._begin, "confirm": self._confirm, "codes": self._codes,
               "off": self._off}.get(request.POST.get("act", ""))  # fmt: skip
        if act is None:
            raise Http404
        try:
            shown = act(request)
        except ValidationError as refusal:
            shown = {"refusal": " ".join(sentences(refusal))}
            if act == self._confirm:
                shown |= self._square()
        return self.render_to_response(self.get_context_data(**shown))

    def _begin(self, request):
        _ask_again(request)
        second_factor.begin(request.user)
        request.session[BEGUN] = int(time.time())
        return self._square()

    def _square(self):
        device = second_factor.device_of(self.request.user, confirmed=False)
        if device is None or time.time() - self.request.session.get(BEGUN, 0) > 2 * WITHIN:
            return {}
        secret = device.config_url.partition("secret=")[2].partition("&")[0]
        return {"square": drawn(device.config_url), "secret": in_groups(secret)}

    def _confirm(self, request):
        if not self._square():
            raise ValidationError(_("Begin again: there is no code to confirm."), "not_begun")
        codes = second_factor.turn_on(request.user, request.POST.get("code", "")[:20])
        request.session.pop(BEGUN, None)
        signing_in.end_other_sessions(request)
        return {"codes": codes}

    def _codes(self, request):
        _ask_again(request)
        if not second_factor.is_on(request.user):
            raise Http404
        return {"codes": second_factor.new_codes(request.user)}

    def _off(self, request):
        _ask_again(request)
        second_factor.turn_off(request.user)
        signing_in.end_other_sessions(request)
        return {"said": _("Switched off. The password alone is enough again.")}

    def get_context_data(self, **kwargs):
        user = self.request.user
        return super().get_context_data(**kwargs) | {
            "is_on": second_factor.is_on(user),
            "left": second_factor.codes_left(user),
        }


class TakeOff(WagtailAdminTemplateMixin, TemplateView):
    """The curator takes a lost one off."""

    template_name = "accounts/take_off.html"
    page_title = gettext_lazy("Take the second lock off")
    header_icon = "lock-open"

    def dispatch(self, request, pk):
        if not LAW.may(request.user, "take_off_second_factor"):
            raise PermissionDenied
        self.account = get_object_or_404(get_user_model(), pk=pk)
        self.back = reverse("wagtailusers_users:edit", args=[pk])
        return super().dispatch(request, pk=pk)

    def get_page_subtitle(self):
        return str(self.account)

    def post(self, request, pk):
        try:
            second_factor.take_off(self.account, by=request.user)
        except ValidationError as refusal:
            messages.error(request, " ".join(sentences(refusal)))
        else:
            said = _("%(name)s signs in by the password alone now.")
            messages.success(request, said % {"name": self.account})
        return redirect(self.back)

    def get_context_data(self, **kwargs):
        is_on = second_factor.is_on(self.account)
        return super().get_context_data(**kwargs) | {
            "account": self.account, "back": self.back, "is_on": is_on,
        }  # fmt: skip


def account_link(request):
    """Hook register_account_menu_item."""
    return {
        "url": reverse("own_second_factor"),
        "label": _("Second lock"),
        "help_text": _("Beside the password, six figures that the telephone shows."),
    }
