from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.views.generic import chooser
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets.button import Button
from wagtail.permissions import policy_registry

from museum.people.erasing import erase
from museum.people.models import Person
from museum.people.naming import phone_for
from museum.people.permissions import may_change
from museum.refusals import sentences

ANY = ["add", "change", "view"]


def known_as(person: Person) -> str:
    """Return whom a chooser means, with the group that tells namesakes apart and never a number."""
    return f"{person.name}（{person.former_group}）" if person.former_group else person.name


class PersonIndexView(generic.IndexView):
    """Those who are known. The erased have no line; their objects still lead to them."""

    list_export = ()

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.is_export = False

    def get_base_queryset(self):
        return Person.objects.known()

    @cached_property
    def columns(self):
        return [
            self._title(),
            Column("kind", label=_("Person or household"), accessor="get_kind_display", sort_key="kind",
                   classname="desk-minor"),
            Column("former_group", label=_("Former village group"), sort_key="former_group"),
            Column("building", label=_("Present building"), sort_key="building",
                   classname="desk-minor"),
            Column("phone", label=_("Telephone number"),
                   accessor=lambda person: phone_for(person, self.request.user)),
        ]  # fmt: skip

    def _title(self):
        column = self._get_title_column("name")
        column.label = _("Known as")
        return column

    def get_edit_url(self, instance):
        return super().get_edit_url(instance) if may_change(self.request.user, instance) else None


class PersonCreateView(generic.CreateView):
    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        form.instance.typed_by = self.request.user
        return form


class PersonEditView(generic.EditView):
    """Asks again when the form comes back: meanwhile the person may have been handed in."""

    def get_object(self, queryset=None):
        person = super().get_object(queryset)
        if not may_change(self.request.user, person):
            raise PermissionDenied
        return person


class PersonInspectView(generic.InspectView):
    template_name = "people/person.html"
    any_permission_required = ANY
    erase_url_name = None

    def get_edit_url(self):
        return super().get_edit_url() if may_change(self.request.user, self.object) else None

    def get_delete_url(self):
        return None

    def get_phone_display_value(self):
        return phone_for(self.object, self.request.user)

    def get_field_label(self, field_name, field):
        return _("Known as") if field_name == "name" else super().get_field_label(field_name, field)

    def get_fields_context(self):
        return [field for field in super().get_fields_context() if field["value"]]

    @cached_property
    def header_more_buttons(self):
        buttons = super().header_more_buttons
        if self.request.user.has_perm("people.erase_person") and not self.object.is_erased:
            url = reverse(self.erase_url_name, args=[self.object.pk])
            buttons.append(Button(_("Erase personal data"), url=url, icon_name="bin", priority=90))
        return buttons


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
        goes = ["surname", "address_form", "phone", "former_group", "building"]
        return super().get_context_data(**kwargs) | {
            "person": self.object,
            "inspect_url": self.get_inspect_url(),
            "goes": [_("Known as")] + [Person._meta.get_field(name).verbose_name for name in goes
                     if getattr(self.object, name)],
            "stays": list(_pointing_at(self.object)),
        }  # fmt: skip


def _pointing_at(person: Person):
    """Yield (what, how many) for all rows that will keep pointing at person."""
    relations = {}
    for relation in Person._meta.related_objects:
        relations.setdefault(relation.related_model, []).append(relation.field.name)
    for model, names in relations.items():
        keys = set()
        for name in names:
            keys.update(model._base_manager.filter(**{name: person}).values_list("pk", flat=True))
        if keys:
            yield model._meta.verbose_name_plural, len(keys)


class ForThoseWhoKnowPeople:
    """Wagtail's choosers answer anybody who may enter the admin; a list of people must not."""

    def dispatch(self, request, *args, **kwargs):
        if not policy_registry.get_by_type(Person).user_has_any_permission(request.user, ANY):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_object_list(self):
        return Person.objects.known()

    def get_object(self, pk):
        return Person.objects.known().get(pk=pk if pk.isdecimal() else None)

    def get_objects(self, pks):
        return Person.objects.known().filter(pk__in=[pk for pk in pks if pk.isdecimal()])

    def get_display_title(self, instance):
        return known_as(instance)

    @property
    def title_column(self):
        column = super().title_column
        column.label, column.accessor = _("Known as"), known_as
        return column


class PersonChooseView(ForThoseWhoKnowPeople, chooser.ChooseView):
    pass


class PersonChooseResultsView(ForThoseWhoKnowPeople, chooser.ChooseResultsView):
    pass


class PersonChosenView(ForThoseWhoKnowPeople, chooser.ChosenView):
    pass


class PersonChosenMultipleView(ForThoseWhoKnowPeople, chooser.ChosenMultipleView):
    pass


class PersonChooserCreateView(chooser.CreateView):
    def get_display_title(self, instance):
        return known_as(instance)

    def save_form(self, form):
        form.instance.typed_by = self.request.user
        return super().save_form(form)
