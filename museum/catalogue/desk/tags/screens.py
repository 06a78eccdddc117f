"""What the screens of tags share: who may open one, the field for a code, the place where somebody stands."""

import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from museum.catalogue import reading_tags
from museum.catalogue.models import Place, Tag
from museum.catalogue.permissions import LAW
from museum.desk.forms import put
from museum.desk.screens import Screen
from museum.pictures.codes import codes_in
from museum.refusals import refuse
from museum.wording import StrOrPromise

STANDS_AT = "stands_at"
# Whoever scanned a case in the morning does not stand before it in the evening.
FOR_SO_LONG = datetime.timedelta(hours=2)


def page_of(tag: Tag) -> str:
    return reverse("tags:code", args=[tag.code])


def stand_at(request, place: Place) -> None:
    """Remember before which place somebody stands: its code was the last to be scanned."""
    request.session[STANDS_AT] = [place.pk, timezone.now().timestamp()]


def stands_at(request) -> Place | None:
    key, since = request.session.get(STANDS_AT) or (0, 0)
    if timezone.now().timestamp() - since > FOR_SO_LONG.total_seconds():
        return None
    return Place.objects.filter(pk=key).first()


class CodeForm(forms.Form):
    """A code that is typed, or on a photograph. tags: what was found, one or several on one picture."""

    code = forms.CharField(
        label=_("Cannot scan it? Write it in here"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    photo = forms.FileField(
        label=_("Or photograph it"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": "image/*", "capture": "environment"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.tags: list[Tag] = []

    def clean(self):
        photo, code = self.cleaned_data.get("photo"), self.cleaned_data.get("code")
        try:
            if photo:
                self.tags = on_photograph(photo)
            elif code:
                self.tags = [reading_tags.find(code)]
        except ValidationError as refusal:
            put(self, refusal, **({"code": "photo"} if photo else {}))
        else:
            if not self.tags and not self.errors:
                self.add_error("code", gettext("Write the code in, or photograph it."))


def on_photograph(photo) -> list[Tag]:
    """Return the tags on a photograph, each once. Where there is none, refuse as the first code was refused,
    or by code: unreadable, where no code could be read at all."""
    found: dict[int, Tag] = {}
    refusals = []
    for text in _read(photo):
        try:
            tag = reading_tags.find(text)
        except ValidationError as refusal:
            refusals.append(refusal)
        else:
            found[tag.pk] = tag
    if refusals and not found:
        raise refusals[0]
    if not found:
        refuse("code", gettext("No code can be read on this picture. Come nearer, with the code flat and in the "
                               "light, or write it in."), "unreadable")  # fmt: skip
    return list(found.values())


def _read(photo) -> list[str]:
    try:
        return codes_in(photo)
    except ValidationError as refusal:
        raise ValidationError({"code": refusal.messages}) from refusal


class TagScreen(Screen):
    """One screen about tags, for whoever works with objects."""

    law = LAW
    needs = "see"
    header_icon = "tag"
    above: tuple[tuple[StrOrPromise, str], ...] = (
        (pgettext_lazy("hangs on a thing", "Tags"), "tags:scan"),
    )

    def get_context_data(self, **kwargs):
        said = {"asked": CodeForm(), "in_wechat": in_wechat(self.request)}
        return super().get_context_data(**said | kwargs)


def in_wechat(request) -> bool:
    """Return whether somebody scanned with WeChat and is in its own browser, which forgets who is signed
    in and what was begun."""
    return "MicroMessenger" in request.headers.get("User-Agent", "")


class Behind(TagScreen):
    """What stands behind a tag that was found."""

    tag: Tag

    def setup(self, request, *args, tag, **kwargs):
        super().setup(request, *args, **kwargs)
        self.tag = tag

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"tag": self.tag}


class OfATag(TagScreen):
    """One screen about a tag that its address names; what names none is not there."""

    tag: Tag

    def setup(self, request, *args, code, **kwargs):
        super().setup(request, *args, **kwargs)
        try:
            self.tag = reading_tags.find(code)
        except ValidationError as refusal:
            raise Http404 from refusal

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"tag": self.tag, "back": page_of(self.tag)}
