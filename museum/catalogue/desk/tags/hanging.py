"""拴上, 换一张, 不算了: what becomes of a tag that is not tied in the act of receiving."""

import uuid
from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages

from museum.catalogue import reading_tags, tagging
from museum.catalogue.desk.act_forms import MustSay
from museum.catalogue.desk.tags.screens import OfATag, page_of
from museum.catalogue.models import Item
from museum.desk.forms import put
from museum.refusals import refuse
from museum.wording import StrOrPromise

MOST_NAMESAKES = 5


def meant(typed: str) -> Item:
    """Return the object whose number, tag or name was typed. Refuse where there is none, or several."""
    named = list(Item.objects.with_facts().filter(title=typed.strip())[: MOST_NAMESAKES + 1])
    if len(named) == 1:
        return named[0]
    if named:
        numbers = "、".join(item.number for item in named[:MOST_NAMESAKES])
        refuse("which", gettext("Several are called “%(title)s”: %(numbers)s. Write the number.")
               % {"title": typed.strip(), "numbers": numbers}, "several")  # fmt: skip
    tag = reading_tags.find(typed)
    if tag.item is None:
        refuse("which", gettext("%(code)s hangs on nothing.") % {"code": tag}, "hangs_nowhere")
    return tag.item


class WhichForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    which = forms.CharField(label=_("Which thing is it?"), max_length=100,
                            help_text=_("Its number, its name, or what stands on the old tag."))  # fmt: skip

    def clean_which(self):
        try:
            return meant(self.cleaned_data["which"])
        except ValidationError as refusal:
            raise ValidationError(refusal.messages) from refusal


class VoidForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    reason = MustSay(
        label=_("Reason"), max_length=200, help_text=_("Torn, or tied to the wrong thing.")
    )


@dataclass(frozen=True)
class Deed:
    title: StrOrPromise
    will: StrOrPromise
    done: StrOrPromise
    form: type[forms.Form]


DEEDS = {
    "tie": Deed(
        _("Tie it to a known thing"), _("From then on this tag leads to that thing."),
        _("The tag %(tag)s hangs on “%(title)s” now."), WhichForm,
    ),
    "replace": Deed(
        _("The old tag is lost"),
        _("This tag takes its place. The old one, found again, still leads to the thing."),
        _("The tag %(tag)s hangs on “%(title)s” now."), WhichForm,
    ),
    "void": Deed(
        _("This tag counts no more"), _("It leads nowhere from then on, and is never used again."),
        _("The tag %(tag)s counts no more."), VoidForm,
    ),
}  # fmt: skip


class Hang(OfATag):
    template_name = "catalogue/tags/hang.html"
    needs = "tie"

    def setup(self, request, *args, act, **kwargs):
        super().setup(request, *args, **kwargs)
        if act not in DEEDS or not self.tag.is_of_paper:
            raise Http404
        self.act, self.deed = act, DEEDS[act]

    def get_page_title(self):
        return self.deed.title

    def get(self, request, **kwargs):
        return self.shown(self.deed.form())

    def post(self, request, **kwargs):
        form = self.deed.form(request.POST)
        if form.is_valid():
            try:
                title = getattr(self, self.act)(**form.cleaned_data)
            except ValidationError as refusal:
                put(form, refusal)
            else:
                messages.success(request, self.deed.done % {"tag": self.tag, "title": title})
                return redirect("tags:scan") if self.act == "void" else redirect(page_of(self.tag))
        return self.shown(form)

    def tie(self, *, which: Item, key) -> str:
        tagging.tie(self.tag, which, by=self.request.user, key=key)
        return which.title

    def replace(self, *, which: Item, key) -> str:
        tagging.replace(which, self.tag, by=self.request.user, key=key)
        return which.title

    def void(self, *, reason: str, key) -> str:
        tagging.void(self.tag, by=self.request.user, reason=reason, key=key)
        return ""

    def shown(self, form: forms.Form):
        return self.render_to_response(self.get_context_data(deed=self.deed, form=form))
