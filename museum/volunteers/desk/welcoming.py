"""One page for person, volunteer and account; a pasted list becomes a line for each."""

import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from museum.accounts.permissions import LAW as ACCOUNTS
from museum.clock import today
from museum.desk.forms import key_of, put
from museum.people.knowing import likely_same
from museum.people.models import Person
from museum.people.models.person import PHONE
from museum.reading.days import day_meant
from museum.reading.rosters import names_in
from museum.refusals import sentences
from museum.volunteers import welcoming
from museum.volunteers.desk.screens import Screen
from museum.wording import StrOrPromise

NEW = "new"


class NewcomerForm(forms.Form):
    """A line of the list. Whoever is known by the name is asked about, never taken for the same."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=60)
    phone = forms.CharField(
        label=gettext_lazy("Telephone number"), required=False, max_length=20, validators=[PHONE]
    )
    born = forms.CharField(
        label=gettext_lazy("Born in"),
        max_length=20,
        help_text=gettext_lazy("1962. The day only where it matters."),
    )
    account = forms.BooleanField(label=gettext_lazy("Gets an account to sign in"), required=False)

    def __init__(self, *args, may_account: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not may_account:
            del self.fields["account"]
        name = self.data.get(self.add_prefix("name")) if self.is_bound else self.initial.get("name")
        known = likely_same(name) if name else []
        self.known = [each for each in known if each.kind == Person.Kind.PERSON]
        if self.known:
            choices: list[tuple[str, StrOrPromise]] = [
                (
                    str(each.pk),
                    "　".join(filter(None, (each.name, each.former_group, each.building))),
                )
                for each in self.known
            ]
            self.fields["who"] = forms.ChoiceField(
                label=_("We know somebody of this name. Who is it?"),
                choices=[*choices, (NEW, _("Somebody else, new here"))],
                widget=forms.RadioSelect,
            )

    def clean_born(self):
        said = self.cleaned_data["born"].strip().removesuffix("年")
        read = int(said) if said.isdecimal() and len(said) == 4 else day_meant(said, today())
        if read is None:
            raise forms.ValidationError(
                _("The year as 1962, or the day as 1962年3月5日."), code="born"
            )
        return read

    @property
    def newcomer(self) -> welcoming.Newcomer:
        given = self.cleaned_data
        who = next((each for each in self.known if str(each.pk) == given.get("who")), None)
        person = who or Person(name=given["name"], phone=given["phone"])
        born: int | datetime.date = given["born"]
        return welcoming.Newcomer(person, born, account=given.get("account", False))


class WelcomeView(Screen):
    template_name = "volunteers/welcome.html"
    page_title = gettext_lazy("A volunteer has come")
    needs = "enrol"
    tab = "volunteers"

    def _formset(self, *args, **kwargs):
        may = ACCOUNTS.may(self.request.user, "make_accounts")
        made = forms.formset_factory(
            NewcomerForm, extra=0, max_num=welcoming.MOST, absolute_max=200
        )
        return made(*args, prefix="who", form_kwargs={"may_account": may}, **kwargs)

    def get(self, request):
        return self.render_to_response(self.get_context_data(lines=self._formset(initial=[{}])))

    def post(self, request):
        if "read" in request.POST:
            read = names_in(request.POST.get("list", "")[:20_000])
            initial = [each._asdict() for each in read[: welcoming.MOST]] or [{}]
            return self.render_to_response(self.get_context_data(
                lines=self._formset(initial=initial), read=len(read), pasted=request.POST.get("list", "")
            ))  # fmt: skip
        lines = self._formset(request.POST)
        refused: list[str] = []
        is_filled, is_asked = lines.is_valid(), self._asked(lines)
        if is_filled and is_asked:
            try:
                done = welcoming.welcome(
                    [each.newcomer for each in lines], by=request.user, key=key_of(request)
                )
            except ValidationError as refusal:
                refused = sentences(refusal)
            else:
                return self.render_to_response(self.get_context_data(done=done))
        return self.render_to_response(
            self.get_context_data(lines=lines, refused=refused, is_refused=True)
        )

    def _asked(self, lines) -> bool:
        """Ask of every line what stands in the way, so that all of it is mended at once."""
        for line in (each for each in lines if not each.errors):
            try:
                welcoming.check_newcomer(line.newcomer, by=self.request.user)
            except ValidationError as refusal:
                put(line, refusal, person="name", birth_year="born", born_on="born")
        return not any(line.errors for line in lines)
