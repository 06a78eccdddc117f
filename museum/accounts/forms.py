from django import forms
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.auth import LoginForm as WagtailLoginForm
from wagtail.admin.forms.auth import PasswordChangeForm
from wagtail.users.forms import UserForm

from museum.accounts import signing_in
from museum.accounts.models import User
from museum.accounts.roles import ROLES


class LoginForm(WagtailLoginForm):
    """Wagtail leaves both labels to the names of the fields, which are English."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("User name")
        self.fields["password"].label = _("Password")
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)

    def clean(self):
        """Refuses (code "braked") before the password is looked at, so that a right one says
        nothing either."""
        name = self.cleaned_data.get("username")
        if name and self.cleaned_data.get("password"):
            signing_in.check_try(self.request, name)
        cleaned = super().clean()
        if name and self.user_cache:
            signing_in.signed_in(self.request, name)
        return cleaned


class NewPasswordForm(PasswordChangeForm):
    def __init__(self, *args, request, **kwargs):
        super().__init__(*args, **kwargs)
        self.request = request

    def clean_old_password(self):
        """Refuses (code "braked") before the password is looked at, with the tries at the door."""
        name = self.user.get_username()
        signing_in.check_try(self.request, name)
        old = super().clean_old_password()
        signing_in.signed_in(self.request, name)
        return old


def roles():
    """Return the roles in the order of their rights, the least first."""
    found = {group.name: group for group in Group.objects.filter(name__in=ROLES)}
    return [found[name] for name in reversed(ROLES) if name in found]


class AccountForm(UserForm):
    """An account with one of the museum's roles. Administrators are made on the command line."""

    email = is_superuser = None
    last_name = forms.CharField(label=_("Surname"), max_length=150)
    first_name = forms.CharField(label=_("Given name"), max_length=150)
    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect)

    field_order = [
        "last_name",
        "first_name",
        "username",
        "role",
        "person",
        "is_active",
        "password1",
        "password2",
    ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("User name")
        self.fields["username"].help_text = _("For signing in: letters and digits, or characters.")
        self.fields["role"].choices = [(group.name, group.name) for group in roles()]
        self.fields["password2"].label = _("Password once more")

    def _save_m2m(self):
        """Give the one role. Groups of the village's own making stay."""
        super()._save_m2m()
        if "role" in self.cleaned_data:
            others = self.instance.groups.exclude(name__in=ROLES)
            self.instance.groups.set([Group.objects.get(name=self.cleaned_data["role"]), *others])


class AccountCreationForm(AccountForm):
    class Meta:
        model = User
        fields = ["last_name", "first_name", "username"]


class AccountEditForm(AccountForm):
    """Nobody switches themselves off or takes their own role away."""

    password_required = False

    class Meta:
        model = User
        fields = ["last_name", "first_name", "username", "is_active"]

    def __init__(self, *args, editing_self=False, **kwargs):
        super().__init__(*args, **kwargs)
        held = self.instance.groups.filter(name__in=ROLES).values_list("name", flat=True)
        self.fields["role"].initial = held.first()
        self.fields["is_active"].label = _("Can sign in")
        self.fields["is_active"].help_text = _(
            "Take the mark away when somebody leaves. What they wrote down keeps their name."
        )
        if editing_self:
            del self.fields["is_active"]
        if editing_self or self.instance.is_superuser:
            del self.fields["role"]
