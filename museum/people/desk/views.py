from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import Button

from museum.desk.viewsets import PlainList
from museum.people.desk.choosing import ANY
from museum.people.knowing import holding
from museum.people.merging import may_merge
from museum.people.models import MergeEntry, Person
from museum.people.naming import handed_out, phone_for
from museum.people.permissions import may, may_change

LONGEST, MOST = 240, 12  # signs and words of a question that are looked at


class PersonIndexView(PlainList):
    """Those who are known. The erased have no line; their objects still lead to them."""

    looks_url_name = None

    def get_base_queryset(self):
        return Person.objects.one_each()

    def search_queryset(self, queryset):
        """By the database and in the one form: whoever is written otherwise is found as well."""
        if not self.is_searching:
            return queryset
        for words in list(dict.fromkeys(self.search_query[:LONGEST].split()))[:MOST]:
            lives = Q(former_group__icontains=words) | Q(building__icontains=words)
            queryset = queryset.filter(Q(pk__in=holding(words)) | lives)
        return queryset

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
        column.label, column.sort_key = _("Known as"), "sounds"
        return column

    def get_edit_url(self, instance):
        return super().get_edit_url(instance) if may_change(self.request.user, instance) else None

    @cached_property
    def header_more_buttons(self):
        buttons = super().header_more_buttons
        if may(self.request.user, "see_looks"):
            url = reverse(self.looks_url_name)
            words = _("Who looked at personal data")
            buttons.append(Button(words, url=url, icon_name="view", priority=90))
        return buttons


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

    def get_context_data(self, **kwargs):
        # The field holds the number, for whoever may change the person.
        handed_out(self.object, self.request.user, whole=True)
        return super().get_context_data(**kwargs)


class PersonInspectView(generic.InspectView):
    template_name = "people/person.html"
    any_permission_required = ANY
    erase_url_name = merge_url_name = None

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "may_part": may_merge(self.request.user),
            "beside": [found for show in hooks.get_hooks("show_of_person")
                       if (found := show(self.object, self.request.user))],
            "merged": self.object.merged.order_by("pk"),
            "history": MergeEntry.objects.filter(Q(person=self.object) | Q(into=self.object))
            .select_related("person", "into", "by").order_by("-pk"),
        }  # fmt: skip

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
        if may_merge(self.request.user) and not self.object.is_erased:
            word = (
                _("Part again") if self.object.merged_into_id else _("The same as somebody known")
            )
            url = reverse(self.merge_url_name, args=[self.object.pk])
            buttons.append(Button(word, url=url, icon_name="group", priority=80))
        return buttons
