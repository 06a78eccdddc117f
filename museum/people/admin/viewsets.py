import django_filters
from django.forms import CheckboxSelectMultiple
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets import BaseChooser

from museum.people.admin import choosing, erasing, views
from museum.people.admin.forms import NewPersonForm, PersonForm
from museum.people.models import Person


def groups():
    known = Person.objects.known().exclude(former_group="").order_by("former_group")
    return [(group, group) for group in known.values_list("former_group", flat=True).distinct()]


class PersonFilterSet(WagtailFilterSet):
    kind = django_filters.MultipleChoiceFilter(
        label=_("Person or household"), choices=Person.Kind.choices, widget=CheckboxSelectMultiple
    )
    former_group = django_filters.MultipleChoiceFilter(
        label=_("Former village group"), choices=groups, widget=CheckboxSelectMultiple
    )

    class Meta:
        model = Person
        fields = []


class PersonViewSet(ModelViewSet):
    """人员. No copy, no deletion, no export: personal data leaves by nobody's click."""

    model = Person
    name = "people"
    icon = "user"
    menu_label = _("People")
    menu_order = 160
    add_to_admin_menu = True
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_fields = ["kind", "name", "address_form", "phone", "former_group", "building"]
    index_view_class = views.PersonIndexView
    add_view_class = views.PersonCreateView
    edit_view_class = views.PersonEditView
    inspect_view_class = views.PersonInspectView
    inspect_template_name = views.PersonInspectView.template_name
    filterset_class = PersonFilterSet
    # By the database and by these alone: who may not see a number must not be able to search it.
    search_backend_name = None
    search_fields = ["name", "former_group", "building"]
    ordering = "name"
    edit_handler = ObjectList(
        [
            FieldPanel("kind"),
            FieldRowPanel([FieldPanel("name", heading=_("Known as")), FieldPanel("surname")]),
            FieldRowPanel([FieldPanel("address_form"), FieldPanel("phone")]),
            FieldRowPanel([FieldPanel("former_group"), FieldPanel("building")]),
            MultiFieldPanel(
                [FieldPanel("user", permission="accounts.change_user")],
                _("Account of this person"),
                permission="accounts.change_user",
                classname="collapsed",
            ),
        ],
        base_form_class=PersonForm,
    )

    def get_common_view_kwargs(self, **kwargs):
        nowhere = {"delete_url_name": None, "usage_url_name": None}
        return super().get_common_view_kwargs(**nowhere, **kwargs)

    def get_inspect_view_kwargs(self, **kwargs):
        return super().get_inspect_view_kwargs(erase_url_name=self.get_url_name("erase"), **kwargs)

    @property
    def erase_view(self):
        return self.construct_view(
            erasing.PersonEraseView,
            index_url_name=self.get_url_name("index"),
            inspect_url_name=self.get_url_name("inspect"),
        )

    def get_urlpatterns(self):
        kept = [each for each in super().get_urlpatterns() if each.name not in ("delete", "usage")]
        return [*kept, path("erase/<int:pk>/", self.erase_view, name="erase")]


class PersonChooser(BaseChooser):
    """Shows name and group, and no link: whom one may choose one may not always edit."""

    show_edit_link = False

    def get_display_title(self, instance):
        return choosing.known_as(instance)


class PersonChooserViewSet(ChooserViewSet):
    model = Person
    icon = "user"
    choose_one_text = page_title = _("Choose a person")
    choose_another_text = _("Choose another person")
    create_action_label = _("Write down")
    creation_tab_label = _("Somebody new")
    creation_form_class = NewPersonForm
    base_widget_class = PersonChooser
    choose_view_class = choosing.PersonChooseView
    choose_results_view_class = choosing.PersonChooseResultsView
    chosen_view_class = choosing.PersonChosenView
    chosen_multiple_view_class = choosing.PersonChosenMultipleView
    create_view_class = choosing.PersonChooserCreateView
