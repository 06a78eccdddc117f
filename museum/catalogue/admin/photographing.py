"""拍几张: several photographs at once from a telephone, added to the draft of an object."""

from django import forms
from django.core.exceptions import PermissionDenied
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

from museum.catalogue.admin.act_views import OfAnObject
from museum.catalogue.admin.columns import thumbnails
from museum.catalogue.admin.listing import listed
from museum.catalogue.models import Item, Photo
from museum.pictures.taking_in import take_in


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
        return [super(Files, self).clean(each, initial) for each in data or [None]]


class PhotographForm(forms.Form):
    files = Files(
        label=_("Photos"),
        help_text=_("Several at once. The whole object first, then the maker's side, then what was "
                    "mended."),
        error_messages={"required": _("No photo was chosen yet.")},
    )  # fmt: skip


class Photograph(OfAnObject, FormView):
    template_name = "catalogue/admin/photograph.html"
    page_title = _("Take photos")
    header_icon = "image"
    form_class = PhotographForm

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        policy = policy_registry.get_by_type(Item)
        if not policy.user_has_permission_for_instance(request.user, "change", self.item):
            raise PermissionDenied

    def form_valid(self, form):
        taken = take_in(form.cleaned_data["files"], by=self.request.user)
        if taken.pictures:
            append(self.item, taken.pictures, by=self.request.user)
            words = {"number": len(taken.pictures)}
            messages.success(self.request, gettext("Photos added: %(number)s.") % words)
        for refusal in taken.refusals:
            words = {"name": refusal.name, "sentence": refusal.sentence}
            messages.error(self.request, gettext("%(name)s: %(sentence)s") % words)
        if not taken.pictures:
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


@transaction.atomic
def append(item: Item, pictures, *, by) -> None:
    """Add pictures behind those of the latest draft, as a revision by by."""
    item = Item.objects.select_for_update(of=("self",)).get(pk=item.pk)
    draft = item.get_latest_revision_as_object()
    there = draft.photos.count()
    draft.photos.add(
        *(Photo(picture=each, sort_order=there + n) for n, each in enumerate(pictures))
    )
    action_registry.get_action_class(Item, "edit")(draft, user=by).execute()
