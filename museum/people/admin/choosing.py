"""Choosing a person in a form, for those who know people at all."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.generic import chooser
from wagtail.permissions import policy_registry

from museum.people.models import Person

ANY = ["add", "change", "view"]


def known_as(person: Person) -> str:
    """Return whom a chooser means, with the group that tells namesakes apart and never a number."""
    return f"{person.name}（{person.former_group}）" if person.former_group else person.name


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
