"""收一件: one thing after another on a telephone, one question on a screen, with all that is the same as
the last time one tap away. What is not asked here (found in the museum, bought) is written on 收东西."""

from typing import NamedTuple

from django import forms
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from museum.catalogue.desk.receiving.forms import HERE, ME
from museum.catalogue.desk.receiving.namesakes import naming_chosen
from museum.catalogue.desk.receiving.slip import Slip
from museum.catalogue.desk.receiving.thing_form import ThingForm
from museum.catalogue.desk.receiving.views import ReceivingView
from museum.catalogue.models import Donation, Holding, Story
from museum.catalogue.models.family import LEAVES
from museum.catalogue.models.holdings import Way
from museum.catalogue.permissions import LAW
from museum.catalogue.tagging import valid_tag
from museum.clock import today
from museum.desk.screens import Screen

ONE = "0" * 12  # the one card of the page: what a telephone has kept fits the next page too
SAME = "same"  # ?same=1: the giver of the last receipt is chosen already

ASKED = (Way.GIFT, Way.DEPOSIT, Way.LOAN, Way.COPIED)
# What stands below each choice: what it means, as one says it in the courtyard.
MEANS = {
    Way.GIFT: _("From today it is the village’s"),
    Way.DEPOSIT: _("It stays theirs: fetched back at any time with the receipt"),
    Way.LOAN: _("When the day has come the museum brings it back"),
    Way.COPIED: _("Photographs, family books, certificates: taken home the same day"),
}
TOLD = {f"told_{name.removeprefix('may_')}": name for name in LEAVES}

WORDS = dict(zip(TOLD, ("存", "摆", "发群", "上网"), strict=True))


class Leaf(NamedTuple):
    """A leaf of consent as a box to tick, and the word that stands large in it."""

    field: forms.BoundField
    word: str


def leaf(label) -> forms.BooleanField:
    return forms.BooleanField(label=label, required=False)


class OneForm(ThingForm):
    """One thing, with what was told of it."""

    WAYS = [(way, words) for way, words in ThingForm.WAYS if way in ASKED]

    way = forms.ChoiceField(label=_("How did it come?"), choices=WAYS, widget=forms.RadioSelect)
    story = forms.CharField(
        label=_("What is told of it"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=_("As it is said. The keyboard has a microphone."),
    )
    told_keep = leaf(pgettext_lazy("told", "stays in the museum"))
    told_show = leaf(pgettext_lazy("told", "told in the hall"))
    told_send = leaf(pgettext_lazy("told", "sent to the group"))
    told_publish = leaf(pgettext_lazy("told", "put on the web"))

    @property
    def is_blank(self) -> bool:
        return False  # it is the only one

    def clean(self):
        super().clean()
        given = self.cleaned_data
        if given.get("story") and not given.get("told_keep"):
            self.add_error("story", _("May the museum keep what was told? Ask, then tick 存; if not, take "
                                      "the words away."))  # fmt: skip

    def told(self, **who) -> list[Story]:
        """Return the story as it was told; none where nothing was."""
        if not self.cleaned_data["story"]:
            return []
        leaves = {name: self.cleaned_data[ticked] for ticked, name in TOLD.items()}
        return [Story(text=self.cleaned_data["story"], **who, **leaves)]


class OneSlip(Slip):
    """A receipt for one thing. Who brought the last one, and how, stands ready."""

    thing_form = OneForm

    def __init__(self, user, data=None, *, last: Donation | None, act="", tag=""):
        self.last = last
        self.before = last.brought_by.principal if last and last.brought_by else None
        if self.before and self.before.erased_at:
            self.before = None
        super().__init__(user, data, act=act, tag=tag)
        box = self.people["brought"].fields["name"]
        box.label = _("Or somebody else") if self.before else _("Find them")
        box.help_text = _("By name, by pinyin, by the last four digits of the telephone")
        if data is not None and not self._said("naming") and (chosen := self._chosen_before()):
            self.data = self.main.data = self.main.data.copy()
            self.main.data["naming"] = chosen

    def _chosen_before(self) -> str:
        """Return how the giver, who is known, chose to be named the last time."""
        giver = self.people["owner" if self._said("ownership") == "other" else "brought"].picked
        return naming_chosen([giver]).get(giver.pk, "") if giver else ""

    def _names(self) -> list[str]:
        return [ONE] if self.data is not None else []

    def _fresh(self, like=None, name="", tag=""):
        return super()._fresh(like, name or ONE, tag)

    @property
    def card(self):
        return self.cards[0]

    @property
    def ways(self):
        """Return (radio, what it means) for each way of coming."""
        return [(radio, MEANS[radio.data["value"]]) for radio in self.card.form["way"]]

    @property
    def leaves(self):
        """Return what is agreed to, each with its one character: 存 摆 发群 上网."""
        return [Leaf(self.card.form[name], word) for name, word in WORDS.items()]

    @property
    def last_thing(self) -> Holding | None:
        found = (
            self.last.holdings.filter(part=0).select_related("item").first() if self.last else None
        )
        return found if found and found.way in ASKED else None


class OneView(ReceivingView):
    template_name = "catalogue/receiving/one.html"
    page_title = _("Receive one thing")

    def slip_of(self, request, data=None, *, act=""):
        mine = Donation.objects.filter(recorded_by=request.user, brought_by__isnull=False)
        last = mine.select_related("brought_by").order_by("-pk").first()
        act = "" if act == "more" else act
        return OneSlip(request.user, data, last=last, act=act, tag=request.GET.get("tag", ""))

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "is_same": self.request.method == "GET" and SAME in self.request.GET,
            "said_always": {"came": HERE, "received": ME, "received_on": today().isoformat()},
        }

    def saved(self, donation):
        return redirect(reverse("receiving:landed", args=[donation.pk]))


class Landed(Screen):
    """收到了: the number, large, to be copied onto the tag by hand."""

    law = LAW
    needs = "receive"
    template_name = "catalogue/receiving/landed.html"
    page_title = _("Received")
    header_icon = "download"
    above = ((_("Receipts"), "donations:index"),)

    def get_context_data(self, **kwargs):
        donation = get_object_or_404(Donation, pk=self.kwargs["pk"])
        holdings = donation.holdings.filter(part=0).select_related("item")
        holding = holdings.prefetch_related("item__photos", "item__stories").first()
        return super().get_context_data(**kwargs) | {
            "donation": donation,
            "holding": holding,
            "tag": valid_tag(holding.item),
            "leaves": "、".join(agreed_to(holding.item)),
        }


def agreed_to(item) -> list[str]:
    """Return what was agreed to of a story that was told of item: 存, 摆."""
    told = item.stories.first()
    return [WORDS[ticked] for ticked, name in TOLD.items() if told and getattr(told, name)]
