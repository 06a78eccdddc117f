"""In and out of the desk, and back to it after a while away."""

from django.http import HttpResponse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.account import (
    AccountView,
    AvatarSettingsPanel,
    ChangePasswordPanel,
    LoginView,
    LogoutView,
)

from museum.accounts import holding, locking, second_factor, second_views, signing_in
from museum.accounts.forms import NewPasswordForm


class SignInView(LoginView):
    """Wagtail's, with a browser that is known again and a desk that is not locked."""

    def form_valid(self, form):
        if second_factor.is_on(form.get_user()):
            return second_views.ask_for_code(self.request, form, self.get_success_url())
        response = super().form_valid(form)
        locking.begin(self.request)
        name = form.cleaned_data["username"]
        response = holding.go_on(self.request, name) or response
        signing_in.know(response, name)
        return response

    def get_context_data(self, **kwargs):
        held = self.request.POST.get(holding.FIELD, "")
        return super().get_context_data(**kwargs) | {holding.FIELD: held}


@method_decorator(require_POST, name="dispatch")
class SignOutView(LogoutView):
    """By a button alone: a picture on another page cannot sign anybody out. The browser drops the pages
    it kept; not what the door has counted without a connection, which is still to be handed in. What this
    account has typed and not handed in goes with it (static/museum/keeping.js), but where another signs in
    at a desk that was left (keep): then it waits for its own account, which nobody else is shown."""

    def dispatch(self, request, *args, **kwargs):
        account = request.user.pk
        response = super().dispatch(request, *args, **kwargs)
        response.headers["Clear-Site-Data"] = '"cache"'
        if account and "keep" not in request.POST:
            holding.tell(response, "signed_out", str(account))
        return response


@never_cache
def still_here(request):
    """Whoever types has no reason to ask for a page, and is here all the same."""
    return HttpResponse(status=204)


class NewPasswordPanel(ChangePasswordPanel):
    def form_class(self, user, *args, **kwargs):
        return NewPasswordForm(user, *args, request=self.request, **kwargs)


@method_decorator(require_admin_access, name="dispatch")
class OwnAccountView(AccountView):
    """Wagtail's, without a picture that nobody would see, and with a brake on the old password: an
    open desk is no place to find it out by trying."""

    def get_panels(self):
        return [
            NewPasswordPanel(each.request, each.user, each.profile)
            if isinstance(each, ChangePasswordPanel)
            else each
            for each in super().get_panels()
            if not isinstance(each, AvatarSettingsPanel)
        ]
