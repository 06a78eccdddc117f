import django_filters
from django.forms import CheckboxSelectMultiple
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.widgets import BaseChooser

from museum.desk.viewsets import KeptViewSet
from museum.people.desk import choosing, erasing, looks, merging, views
from museum.people.desk.forms import NewPersonForm, PersonForm
from museum.people.models import Person
from museum.reading.figures import counted_as
from museum.reading.pinyin import sort_key


def in_order(group: str) -> tuple[int, str]:
    """三组 after 二组, and those that do not count last."""
    number = counted_as(group)
    return (10**6 if number is None else number, sort_key(group, of_person=False))


def groups():
    known = Person.objects.known().exclude(former_group="").order_by()
    found = known.values_list("former_group", flat=True).distinct()
    return [(group, group) for group in sorted(found, key=in_order)]


class PersonFilterSet(WagtailFilterSet):
    kind = django_filters.MultipleChoiceFilter(
        label=_("Person or household"), choices=Person.Kind.choices, widget=CheckboxSelectMultiple
    )
    former_group = django_filters.MultipleChoiceFilter(
        label=_("Former village group"), choices=groups, widget=CheckboxSelectMultiple
    )

    class Meta:
        model = Person
        fields: list[str] = []


class PersonViewSet(KeptViewSet):
    """人员. No copy, no deletion, no export: personal data leaves by nobody's click."""

    model = Person
    name = "people"
    icon = "user"
    menu_label = _("People")
    menu_order = 160
    add_to_admin_menu = True
    inspect_view_enabled = True
    inspect_view_fields = [
        "kind",
        "name",
        "address_form",
        "phone",
        "former_group",
        "building",
        "passed_away",
    ]
    index_view_class = views.PersonIndexView
    add_view_class = views.PersonCreateView
    edit_view_class = views.PersonEditView
    inspect_view_class = views.PersonInspectView
    inspect_template_name = views.PersonInspectView.template_name
    filterset_class = PersonFilterSet
    # By the database and by these alone: who may not see a number must not be able to search it.
    search_backend_name = None
    search_fields = ["name", "former_group", "building"]
    ordering = "sounds"
    edit_handler = ObjectList(
        [
            FieldPanel("kind"),
            FieldRowPanel([FieldPanel("name", heading=_("Known as")), FieldPanel("surname")]),
            FieldPanel("another"),
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

    def get_index_view_kwargs(self, **kwargs):
        return super().get_index_view_kwargs(looks_url_name=self.get_url_name("looks"), **kwargs)

    def get_inspect_view_kwargs(self, **kwargs):
        own = {f"{each}_url_name": self.get_url_name(each) for each in ("erase", "merge")}
        return super().get_inspect_view_kwargs(**own, **kwargs)

    @property
    def merge_view(self):
        return merging.PersonMergeView.as_view(
            index_url_name=self.get_url_name("index"),
            inspect_url_name=self.get_url_name("inspect"),
        )

    @property
    def erase_view(self):
        return self.construct_view(
            erasing.PersonEraseView,
            index_url_name=self.get_url_name("index"),
            inspect_url_name=self.get_url_name("inspect"),
        )

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path("erase/<int:pk>/", self.erase_view, name="erase"),
            path("merge/<int:pk>/", self.merge_view, name="merge"),
            path("looks/", looks.Looks.as_view(), name="looks"),
            path("looks/<int:year>/", looks.Looks.as_view(), name="looks"),
        ]


class PersonChooser(BaseChooser):
    """Shows name and group, and no link: whom one may choose one may not always edit.

    but: the key of a person who cannot be meant, and is not offered.
    """

    show_edit_link = False
    but: int | None = None

    def get_chooser_modal_url(self):
        address = super().get_chooser_modal_url()
        return f"{address}?but={self.but}" if self.but else address

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
