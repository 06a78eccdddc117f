"""The code lists under 设置: the village adds and renames words of its own lists. Codes stay, and
nothing is deleted: objects hang on them."""

from django import forms
from django.core.validators import MaxValueValidator
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import HeaderButton

from museum.catalogue import merging_terms
from museum.catalogue.desk.merging_terms import MergeTerm
from museum.catalogue.models import Term

V = Term.Vocabulary
# The national lists are the nation's. To these the village may add.
THE_VILLAGE_S = (V.CATEGORY, V.ERA, V.MATERIAL, V.UNIT, V.CONDITION_PHRASE)
OWN = "cun"


class RenameForm(WagtailAdminModelForm):
    class Meta:
        model = Term
        fields = ["name", "position", "out_of_use"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["position"].validators.append(MaxValueValidator(100_000))


class AddForm(RenameForm):
    """The code is given by the house: cun1, cun2 …"""

    vocabulary = forms.ChoiceField(
        label=_("List"), choices=[(each.value, each.label) for each in THE_VILLAGE_S]
    )

    class Meta(RenameForm.Meta):
        fields = ["vocabulary", "name", "parent", "position"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = Term.objects.of(V.CATEGORY).filter(parent=None)
        self.fields["parent"].help_text = _("Only for categories.")

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("parent") and cleaned.get("vocabulary") != V.CATEGORY:
            self.add_error("parent", _("Only a category belongs to another one."))
        same = Term.objects.of(cleaned.get("vocabulary")).filter(
            name=cleaned.get("name"), parent=cleaned.get("parent")
        )
        if same.exists():
            self.add_error("name", _("This word is already on the list."))
        return cleaned

    def save(self, commit=True):
        own = Term.objects.of(self.cleaned_data["vocabulary"]).filter(code__startswith=OWN)
        used = [int(code.removeprefix(OWN)) for code in own.values_list("code", flat=True)
                if code.removeprefix(OWN).isdecimal()]  # fmt: skip
        self.instance.code = f"{OWN}{max(used, default=0) + 1}"
        return super().save(commit)


class TermList(generic.IndexView):
    any_permission_required = ["view"]
    page_title = _("Code lists")

    def get_base_queryset(self):
        """One list at a time: the village's own categories where none is chosen."""
        found = Term.objects.select_related("parent")
        asked = self.request.GET
        return found if asked.get("vocabulary") or asked.get("q") else found.of(V.CATEGORY)

    @cached_property
    def uses(self):
        asked = self.request.GET.getlist("vocabulary")
        return merging_terms.uses(
            *(asked or (V.values if self.request.GET.get("q") else [V.CATEGORY]))
        )

    @cached_property
    def columns(self):
        return [
            self._get_title_column("name"),
            Column(
                "uses", label=_("Objects that have it"), accessor=lambda term: self.uses[term.pk]
            ),
            BooleanColumn("out_of_use", label=_("out of use")),
            Column("vocabulary", label=_("List"), accessor="get_vocabulary_display"),
            Column("parent", label=_("Under which category"), accessor="parent"),
            Column("position", label=_("Order")),
        ]


class TermEdit(generic.EditView):
    @cached_property
    def header_buttons(self):
        url = reverse("terms:merge", args=[self.object.pk])
        merge = HeaderButton(_("The same as another word"), url=url, icon_name="group")
        return [merge, *super().header_buttons]


class TermViewSet(ModelViewSet):
    model = Term
    name = "terms"
    icon = "list-ol"
    menu_label = _("Code lists")
    menu_order = 300
    add_to_settings_menu = True
    list_per_page = 100
    list_filter = ["vocabulary"]
    copy_view_enabled = False
    index_view_class = TermList
    edit_view_class = TermEdit

    def get_form_class(self, for_update=False):
        return RenameForm if for_update else AddForm

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path("merge/<int:pk>/", MergeTerm.as_view(), name="merge"),
        ]
