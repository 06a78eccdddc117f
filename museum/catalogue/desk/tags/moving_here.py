"""挪到这里: a thing, then the place, which is typed, photographed, picked, or was scanned last."""

import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages

from museum.catalogue import moving
from museum.catalogue.desk.act_forms import PlaceField
from museum.catalogue.desk.tags.screens import CodeForm, OfATag, page_of, stands_at
from museum.catalogue.models import Item, Place
from museum.desk.forms import put


class WhereForm(CodeForm):
    """A place: its code, or one of the list. What came of it stands in place."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    place = PlaceField(required=False, label=_("Or choose it"))
    field_order = ["code", "photo", "place", "key"]

    def clean(self):
        if self.cleaned_data.get("place") and not self.is_coded:
            return
        super().clean()
        places = [tag.place for tag in self.tags if tag.place_id]
        if len(places) == 1:
            self.cleaned_data["place"] = places[0]
        elif self.tags:
            self.add_error(
                "code",
                gettext("That is no place. Scan the code at the case or the shelf, or choose it."),
            )

    @property
    def is_coded(self) -> bool:
        return bool(self.cleaned_data.get("code") or self.cleaned_data.get("photo"))


class MoveHere(OfATag):
    template_name = "catalogue/tags/move.html"
    page_title = _("Move it here")
    needs = "move"

    def dispatch(self, request, *args, **kwargs):
        if self.tag.item_id is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @property
    def item(self) -> Item:
        return self.tag.item  # type: ignore[return-value]  # dispatch has asked

    def get(self, request, **kwargs):
        return self.shown(WhereForm(initial={"place": stands_at(request)}))

    def post(self, request, **kwargs):
        form = WhereForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                self.move(form.cleaned_data["place"], form.cleaned_data["key"])
            except ValidationError as refusal:
                put(form, refusal, destination="place")
            else:
                return redirect(page_of(self.tag))
        return self.shown(form)

    def move(self, place: Place, key: uuid.UUID) -> None:
        moving.move(self.item, place, by=self.request.user, key=key)
        said = gettext("“%(title)s” stands in %(place)s now.")
        messages.success(self.request, said % {"title": self.item.title, "place": place})

    def shown(self, form: WhereForm):
        said = {"item": self.item, "holding": self.item.holding, "form": form}
        return self.render_to_response(self.get_context_data(**said))
