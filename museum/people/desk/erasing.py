"""抹去个人信息: what goes, what stays, which texts hold the name; then it is done."""

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from museum.people.erasing import erase, rows_of
from museum.people.mentions import mentions
from museum.people.models import Person
from museum.refusals import sentences


class PersonEraseView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """抹去个人信息: says what goes and what stays, then does it."""

    model = Person
    template_name = "people/erase.html"
    page_title = _("Erase personal data")
    header_icon = "bin"
    permission_required = "erase"
    index_url_name = inspect_url_name = None

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.object = get_object_or_404(Person, pk=kwargs["pk"])

    def get_page_subtitle(self):
        return str(self.object)

    def get_inspect_url(self):
        return reverse(self.inspect_url_name, args=[self.object.pk])

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": _("People")},
            {"url": self.get_inspect_url(), "label": self.get_page_subtitle()},
            {"url": "", "label": self.page_title},
        ]

    def post(self, request, *args, **kwargs):
        try:
            erase(self.object, by=request.user)
        except ValidationError as refusal:
            messages.error(request, " ".join(sentences(refusal)))
            return self.get(request, *args, **kwargs)
        messages.success(request, _("Erased. What the museum knows of the objects stays."))
        return redirect(self.get_inspect_url())

    def get_context_data(self, **kwargs):
        rows = rows_of(self.object)
        goes = ["surname", "address_form", "phone", "former_group", "building"]
        return super().get_context_data(**kwargs) | {
            "person": self.object,
            "inspect_url": self.get_inspect_url(),
            "goes": [_("Known as")] + [Person._meta.get_field(name).verbose_name for name in goes
                     if getattr(self.object, name)],
            "stays": list(_pointing_at(self.object)),
            "also": [each.name for each in rows if each != self.object],
            "mentions": [found for each in rows for found in mentions(each, user=self.request.user)],
        }  # fmt: skip


def _pointing_at(person: Person):
    """Yield (what, how many) for all rows that will keep pointing at person."""
    relations: dict[type[Model], list[str]] = {}
    for relation in Person._meta.related_objects:
        relations.setdefault(relation.related_model, []).append(relation.field.name)
    for model, names in relations.items():
        keys: set[int] = set()
        for name in names:
            keys.update(model._base_manager.filter(**{name: person}).values_list("pk", flat=True))
        if keys:
            yield model._meta.verbose_name, len(keys)
