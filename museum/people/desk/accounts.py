"""An account and the person who signs in with it: chosen on the account's own form.

Whoever is a volunteer sees their shifts only through it, and the curator is looking at the account.
"""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import formfield_for_dbfield

from museum.accounts.forms import AccountCreationForm, AccountEditForm, AccountForm
from museum.accounts.viewsets import AccountViewSet
from museum.people.models import MergeEntry, Person


class HasAPerson(AccountForm):
    """To be mixed into a form of an account."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"] = formfield_for_dbfield(
            MergeEntry._meta.get_field("into"),
            label=_("Whose account it is"),
            required=False,
            help_text=_(
                "Somebody on the register of people. A volunteer sees their own shifts and hours "
                "only where this is chosen."
            ),
        )
        self.initial["person"] = self._now()

    def _now(self) -> Person | None:
        return Person.objects.filter(user=self.instance.pk).first() if self.instance.pk else None

    def clean_person(self):
        person = self.cleaned_data["person"]
        if person and person.user_id and person.user_id != self.instance.pk:
            raise forms.ValidationError(
                _("%(name)s signs in with another account already: %(account)s."),
                code="has_account",
                params={"name": person.name, "account": person.user.username},
            )
        return person

    def _save_m2m(self):
        super()._save_m2m()
        person, now = self.cleaned_data.get("person"), self._now()
        if person == now:
            return
        if now:
            now.user = None
            now.save()
        if person:
            person.user = self.instance
            person.save()


class NewAccountForm(HasAPerson, AccountCreationForm):
    pass


class KnownAccountForm(HasAPerson, AccountEditForm):
    pass


class AccountsWithPeople(AccountViewSet):
    def get_form_class(self, for_update=False):
        return KnownAccountForm if for_update else NewAccountForm
