"""One object on the receipt, and the kinds it may be of."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from museum.catalogue import reading_tags
from museum.catalogue.desk.receiving.forms import FOUND, HERE, OFFERED, choice, text
from museum.catalogue.models import Holding, Item, Story, Term
from museum.catalogue.models.family import LEAVES
from museum.catalogue.models.holdings import Way
from museum.catalogue.things import Thing
from museum.desk.forms import DayField


def leaf(label):
    """One leaf of consent: asked by itself, never chosen beforehand."""
    return choice(label, [("yes", _("agreed")), ("no", _("not agreed"))], required=False)


class ThingForm(forms.Form):
    """One object on the receipt."""

    WAYS = [
        (Way.GIFT, _("given to the museum")),
        (Way.DEPOSIT, _("only kept here, still their own")),
        (Way.COPIED, _("photographed now, goes home today")),
        (Way.LOAN, _("lent for an exhibition")),
        (Way.PURCHASE, _("bought by the museum")),
        (Way.TRANSFER, _("handed over by an organisation")),
        (Way.FOUND, _("found here in the museum")),
    ]

    title = text(Item, "title", label=_("What is it?"),
                 help_text=_("A dialect name will do."))  # fmt: skip
    other_names = text(Item, "other_names", label=_("Also called"))
    tag = forms.CharField(
        label=pgettext_lazy("hangs on a thing", "Tag"), max_length=200, required=False,
        help_text=_("Where one hangs on it: the four figures and the letter. May stay empty."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )  # fmt: skip
    way = choice(_("How did it come?"), WAYS, required=False)
    loan_ends = DayField(
        label=_("Lent until"),
        required=False,
    )
    quantity = forms.IntegerField(
        label=_("How many"), min_value=1, max_value=9999, required=False, initial=1
    )
    unit = text(Item, "unit", label=_("Counted in"), initial="件",
                widget=forms.TextInput(attrs={"list": "units", "autocomplete": "off"}))  # fmt: skip
    pieces = forms.IntegerField(
        label=_("Pieces in all"), min_value=1, max_value=9999, required=False
    )
    condition = text(
        Item,
        "condition",
        label=_("What does it look like now?"),
        help_text=_("What is chipped, mended, missing."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    category = forms.ChoiceField(label=_("What kind of thing"), required=False)
    conditions = text(
        Holding, "conditions", label=_("What was agreed"),
        help_text=_("“We need it back at Qingming.” May stay empty."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

    handling = text(
        Holding, "handling", label=_("How it is placed, who may touch it"),
        help_text=_("“Not on a lower shelf.” Stands on every move. May stay empty."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    place_hidden = forms.BooleanField(
        label=_("Silver, a medal, copper: the web does not say where it stands"), required=False
    )
    to_ask = text(Holding, "to_ask", label=_("Who else at home has to agree?"),
                  help_text=_("The brothers, all branches. Nobody: leave it empty."))  # fmt: skip
    unsettled = forms.BooleanField(label=_("Not settled at home yet"), required=False)
    fetched_by = text(Holding, "fetched_by", label=_("Who will fetch it one day?"))
    may_keep = leaf(_("The photographs: may they be kept?"))
    may_show = leaf(_("Shown in the hall?"))
    may_send = leaf(_("Sent to the group?"))
    may_publish = leaf(_("Put on the web?"))

    def __init__(self, *args, categories, came=HERE, received_on=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["category"].choices = categories
        self.came, self.received_on = came, received_on

    @property
    def is_blank(self) -> bool:
        words = (
            "title",
            "other_names",
            "tag",
            "condition",
            "conditions",
            "handling",
            "to_ask",
            "fetched_by",
        )
        return not any(self.data.get(self.add_prefix(name), "").strip() for name in words)

    def clean_tag(self):
        """Return the tag that was typed or scanned, None for none. Whether it may be tied asks the verb."""
        try:
            return reading_tags.find(self.cleaned_data["tag"]) if self.cleaned_data["tag"] else None
        except ValidationError as refusal:
            raise ValidationError(refusal.messages) from refusal

    def clean(self):
        given = self.cleaned_data
        if "title" in given and not given["title"]:
            self.add_error("title", _("This object has no name yet. A dialect name will do."))
        if self.came == FOUND:
            given["way"] = Way.FOUND
        elif not given.get("way") and "way" not in self.errors:
            self.add_error("way", _("Given, or only kept here? Ask, then choose."))
        if given.get("way") == Way.FOUND and self.came == OFFERED:
            self.add_error("way", _("What was found in the museum is here already."))
        self._check_loan(given.get("way"), given.get("loan_ends"))
        self._check_leaves(given)
        quantity = given.get("quantity") or 1
        if given.get("pieces") and given["pieces"] < quantity:
            self.add_error("pieces", gettext("%(pieces)d pieces cannot be %(quantity)d %(unit)s.") % {
                "pieces": given["pieces"], "quantity": quantity, "unit": given.get("unit") or "件",
            })  # fmt: skip

    def _check_loan(self, way, ends):
        if way != Way.LOAN or "loan_ends" in self.errors:
            return
        if not ends:
            self.add_error("loan_ends", _("It is lent. Until when?"))
        elif self.received_on and ends < self.received_on:
            self.add_error("loan_ends", _("The loan would end before it begins. Look again."))

    def _check_leaves(self, given) -> None:
        """What is photographed and goes home is asked about leaf by leaf."""
        if given.get("way") != Way.COPIED:
            return
        for name in LEAVES:
            if not given.get(name):
                self.add_error(name, _("Ask, then choose."))
        if given.get("may_keep") == "no":
            self.add_error("may_keep", _("Then none are taken. Take this one off the list."))

    def _family(self) -> dict:
        """Return what was agreed with the family: of a deposit who has to be asked and who fetches it,
        of what is photographed the four leaves."""
        given = self.cleaned_data
        found = {"handling": given["handling"], "place_hidden": given["place_hidden"]}
        if given["way"] == Way.DEPOSIT:
            found |= {name: given[name] for name in ("to_ask", "unsettled", "fetched_by")}
        if given["way"] == Way.COPIED:
            found |= {name: given[name] == "yes" for name in LEAVES}
        return found

    def thing(self, pictures) -> Thing:
        given = self.cleaned_data
        category = given.get("category")
        quantity = given.get("quantity") or 1
        return Thing(
            title=given["title"],
            other_names=given["other_names"],
            way=given["way"],
            conditions=given["conditions"],
            family=self._family(),
            loan_ends=given["loan_ends"] if given["way"] == Way.LOAN else None,
            category=Term.objects.get(pk=category) if category else None,
            quantity=quantity,
            unit=given["unit"] or "件",
            pieces=given.get("pieces") or quantity,
            condition=given["condition"],
            pictures=pictures,
            tag=given["tag"],
        )

    def told(self, **_who) -> list[Story]:
        """Return what was told of it. Here nobody is asked; on 收一件 somebody is."""
        return []


def categories() -> list:
    """Return the village's kinds as grouped choices. Two queries."""
    of_kind = Term.objects.of(Term.Vocabulary.CATEGORY).offered()
    return [("", _("Decide later"))] + [
        (head.name, [(str(head.pk), head.name), *((str(each.pk), each.name)
                                                 for each in head.children.all())])
        for head in of_kind.filter(parent=None).prefetch_related(Prefetch("children", of_kind))
    ]  # fmt: skip
