"""The editing form of an object, in the village's order. It holds descriptions; facts are changed by
acts alone (see acts.py)."""

from django import forms
from django.utils.translation import gettext_lazy as _
from modelcluster.forms import BaseChildFormSet
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    MultipleChooserPanel,
    ObjectList,
    TabbedInterface,
)

from museum.catalogue.models import Term
from museum.catalogue.models.family import LEAVES
from museum.clock import day_of
from museum.people.models import Person


class GroupedTerms(forms.models.ModelChoiceIterator):
    """Terms under the term they belong to; a parent can be chosen as well."""

    def __iter__(self):
        yield ("", self.field.empty_label)
        children = {}
        for term in self.queryset.all():
            children.setdefault(term.parent_id, []).append(term)
        for parent in children.get(None, []):
            below = children.get(parent.pk)
            if below:
                yield (parent.name, [self.choice(each) for each in (parent, *below)])
            else:
                yield self.choice(parent)


class GroupedTermField(forms.ModelChoiceField):
    iterator = GroupedTerms


class ItemForm(WagtailAdminModelForm):
    category = GroupedTermField(
        queryset=Term.objects.of("category"), required=False, label=_("village category")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("other_names", "dialect_names", "era_text", "materials_text"):
            if name in self.fields:
                self.fields[name].widget.attrs["autocomplete"] = "off"
        for name, field in self.fields.items():
            if getattr(getattr(field, "queryset", None), "model", None) is Term:
                now = self.initial.get(name) or []
                several = isinstance(field, forms.ModelMultipleChoiceField)
                chosen = [getattr(each, "pk", each) for each in (now if several else [now])]
                field.queryset = field.queryset.offered(*filter(None, chosen))


def rows(*names):
    """Two fields a row: sizes are read off a tape one after the other."""
    return [
        FieldRowPanel([FieldPanel(name) for name in names[at : at + 2]])
        for at in range(0, len(names), 2)
    ]


def asked():
    """A leaf of consent: neither answer is chosen beforehand."""
    return forms.RadioSelect(choices=[("True", _("agreed")), ("False", _("not agreed"))])


class Stories(BaseChildFormSet):
    """A new story begins with what the receipt says: who gave it tells it, named as they chose, on the
    day on which it came."""

    def get_form_kwargs(self, index):
        kwargs = super().get_form_kwargs(index)
        if index is None:
            kwargs["initial"] = self._as_on_the_receipt()
        return kwargs

    def clean(self):
        super().clean()
        for form in self.forms:
            if form.instance.pk or not form.has_changed() or self._should_delete_form(form):
                continue
            given = form.cleaned_data
            for name in LEAVES:
                if given.get(name) is None and name not in form.errors:
                    form.add_error(name, _("Ask, then choose."))
            if given.get("may_keep") is False:
                form.add_error("may_keep", _("Then it is not written down. Take the story out."))

    def _as_on_the_receipt(self) -> dict:
        donation = self.instance.holding.donation
        teller = donation.brought_by or donation.owner
        if teller is None or teller.is_erased or teller.kind != Person.Kind.PERSON:
            return {"told_on": day_of(donation.happened_at)}
        return {
            "teller": teller.principal,
            "teller_naming": donation.naming,
            "told_on": day_of(donation.happened_at),
        }


class StoriesPanel(InlinePanel):
    def get_form_options(self):
        options = super().get_form_options()
        options["formsets"][self.relation_name]["formset"] = Stories
        return options


WHAT_IT_IS = [
    FieldPanel("title", required_on_save=True),
    FieldPanel("other_names"),
    FieldPanel("dialect_names"),
    FieldPanel(
        "category",
        help_text=_("By what it was used for first; a custom that it belongs to is a tag."),
    ),
    FieldRowPanel([FieldPanel("quantity"), FieldPanel("unit"), FieldPanel("pieces")]),
    FieldPanel("is_replica"),
    MultiFieldPanel(
        [FieldPanel("national_category"), FieldPanel("grade")],
        _("For the national survey"),
        classname="collapsed",
    ),
]
WHEN_AND_OF_WHAT = [
    FieldPanel("era"),
    FieldPanel("era_text"),
    FieldRowPanel([FieldPanel("year_from"), FieldPanel("year_to")]),
    FieldPanel("materials_text"),
    MultiFieldPanel(
        [FieldPanel("materials", widget=forms.CheckboxSelectMultiple)],
        _("Materials from the list"),
        classname="collapsed register-terms",
    ),
    FieldPanel("dimensions_text"),
    MultiFieldPanel(
        rows("length", "width", "height", "mouth", "belly", "base", "diameter", "vertical",
             "horizontal", "thickness", "side", "handle", "weight_kg"),
        _("Size by size"),
        classname="collapsed",
    ),
]  # fmt: skip
HOW_IT_LOOKS = [
    FieldPanel("completeness"),
    FieldPanel("preservation"),
    FieldPanel("condition", widget=forms.Textarea(attrs={"rows": 3})),
]
STORIES = [
    FieldPanel("use", widget=forms.Textarea(attrs={"rows": 2})),
    FieldPanel("origin"),
    FieldPanel("provenance"),
    StoriesPanel(
        "stories",
        heading=_("Stories"),
        label=_("Story"),
        panels=[
            FieldPanel("text"),
            FieldPanel("teller"),
            FieldPanel("teller_naming"),
            FieldRowPanel([FieldPanel("told_on"), FieldPanel("told_where")]),
            MultiFieldPanel(
                [FieldRowPanel([FieldPanel(name, widget=asked()) for name in LEAVES])],
                _("What the teller agreed to, asked one by one"),
            ),
            FieldPanel("recorder"),
            FieldPanel("recorder_named"),
        ],
    ),
]
PHOTOS = [
    MultipleChooserPanel(
        "photos",
        chooser_field_name="picture",
        heading=_("Photos"),
        label=_("Photo"),
        panels=[
            FieldPanel("picture"),
            FieldPanel("alt"),
            FieldPanel("caption"),
            FieldPanel("credit"),
        ],
    ),
]
FOR_THE_MUSEUM = [FieldPanel("note"), FieldPanel("tags")]

form = TabbedInterface(
    [
        ObjectList(WHAT_IT_IS, heading=_("Names and kind")),
        ObjectList(WHEN_AND_OF_WHAT, heading=_("Era, material, size")),
        ObjectList(HOW_IT_LOOKS, heading=_("How it looks")),
        ObjectList(STORIES, heading=_("Origin and stories")),
        ObjectList(PHOTOS, heading=_("Photos")),
        ObjectList(FOR_THE_MUSEUM, heading=_("For the museum only")),
    ],
    base_form_class=ItemForm,
)
