"""拍几张: several photographs at once from a telephone, added to the draft of an object."""

import uuid

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.actions import action_registry
from wagtail.admin import messages
from wagtail.permissions import policy_registry

from museum.catalogue.desk.act_views import OfAnObject
from museum.catalogue.desk.columns import listed, thumbnails
from museum.catalogue.models import Item, Photo
from museum.pictures import waiting
from museum.pictures.models import Picture, WaitingPhoto
from museum.pictures.serving import prepare
from museum.pictures.taking_in import Refusal
from museum.refusals import sentences


class ManyFiles(forms.FileInput):
    allow_multiple_selected = True


class Files(forms.FileField):
    """Any number of files. Whether each is a picture is judged where it is taken in."""

    def __init__(self, **kwargs):
        super().__init__(
            widget=ManyFiles(attrs={"multiple": True, "accept": "image/*"}),
            allow_empty_file=True,
            **kwargs,
        )

    def clean(self, data, initial=None):
        return [super(Files, self).clean(each, initial) for each in data or []]


class PhotographForm(forms.Form):
    # A form has files of its own; Django takes the field off the class.
    files = Files(label=_("Photos"), required=False)  # type: ignore[assignment]

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        said = (self.data.getlist(f"photo-{name}") for name in ("kept", "leave"))
        self.photos = waiting.sent(*said, by=user) if self.is_bound else []
        self.refused: list[Refusal] = []

    def clean(self):
        """Keep what came, each for itself: one that is refused takes none of the others along."""
        for file in self.cleaned_data.get("files", []):
            try:
                self.photos.append(waiting.let_wait(file, by=self.user, key=uuid.uuid4()))
            except ValidationError as refusal:
                self.refused.append(Refusal(file.name, " ".join(sentences(refusal)), ""))
        if not self.photos and not self.refused:
            self.add_error("files", gettext("No photo was chosen yet."))


class Photograph(OfAnObject, FormView):
    template_name = "catalogue/desk/photograph.html"
    page_title = _("Take photos")
    header_icon = "image"
    form_class = PhotographForm

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        policy = policy_registry.get_by_type(Item)
        if not policy.user_has_permission_for_instance(request.user, "change", self.item):
            raise PermissionDenied

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user}

    def form_valid(self, form):
        if form.photos:
            pictures = append(self.item, form.photos, by=self.request.user)
            words = {"number": len(pictures)}
            messages.success(self.request, gettext("Photos added: %(number)s.") % words)
        for refusal in form.refused:
            words = {"name": refusal.name, "sentence": refusal.sentence}
            messages.error(self.request, gettext("%(name)s: %(sentence)s") % words)
        if not form.photos:
            return self.form_invalid(form)
        return redirect(reverse("objects:photograph", args=[self.item.pk]))

    @cached_property
    def draft(self):
        return listed().get(pk=self.item.pk).get_latest_revision_as_object()

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "item": self.item,
            "pictures": thumbnails(self.draft),
            "edit_url": reverse("wagtailsnippets_catalogue_item:edit", args=[self.item.pk]),
        }


def append(item: Item, photos: list[WaitingPhoto], *, by) -> list[Picture]:
    """Add photos behind those of the latest draft, as a revision by by. Returns them as pictures."""
    with transaction.atomic():
        item = Item.objects.select_for_update(of=("self",)).get(pk=item.pk)
        draft = item.get_latest_revision_as_object()
        there = draft.photos.count()
        pictures = waiting.become_pictures(photos, by=by)
        draft.photos.add(
            *(Photo(picture=each, sort_order=there + n) for n, each in enumerate(pictures))
        )
        action_registry.get_action_class(Item, "edit")(draft, user=by).execute()
    for picture in pictures:
        prepare(picture)
    return pictures
