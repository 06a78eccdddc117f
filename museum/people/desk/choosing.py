"""Choosing a person in a form, for those who know people at all."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import chooser
from wagtail.permissions import policy_registry

from museum.people.desk.forms import known_as
from museum.people.models import Person

ANY = ["add", "change", "view"]
TAIL = 4  # digits of a telephone number, enough to tell namesakes apart


class ForThoseWhoKnowPeople:
    """Wagtail's choosers answer anybody who may enter the admin; a list of people must not."""

    def dispatch(self, request, *args, **kwargs):
        if not policy_registry.get_by_type(Person).user_has_any_permission(request.user, ANY):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    preserve_url_parameters = ["multiple", "but"]

    def get_object_list(self):
        people, but = Person.objects.one_each(), self.request.GET.get("but", "")
        return people.exclude(pk=but) if but.isdecimal() else people

    def get_object(self, pk):
        return Person.objects.known().get(pk=pk if pk.isdecimal() else None)

    def get_objects(self, pks):
        return Person.objects.known().filter(pk__in=[pk for pk in pks if pk.isdecimal()])

    def get_display_title(self, instance):
        return known_as(instance)

    @property
    def columns(self):
        return [
            *super().columns,
            Column("building", label=_("Present building")),
            Column("phone", label=_("Telephone ends in"), accessor=lambda each: each.phone[-TAIL:]),
        ]

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
