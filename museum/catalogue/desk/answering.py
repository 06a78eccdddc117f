"""Where the curator reads she decides: both answers on the object's sheet, and then the next one."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from wagtail.admin import messages

from museum.catalogue import answering, public
from museum.catalogue.desk import waiting
from museum.catalogue.desk.columns import listed, thumbnail
from museum.catalogue.models import Item
from museum.catalogue.models.holdings import GONE, STILL_THE_OWNERS, Status
from museum.catalogue.permissions import LAW, may
from museum.catalogue.public.composing import UNKNOWN_ERA
from museum.desk.screens import Screen, attempt, say_refused
from museum.refusals import codes, sentences

TOGETHER = 10
LOOKED_AT = 60


@dataclass(frozen=True)
class Verdict:
    """What stands below the story that the curator reads."""

    author: object
    lacks: str
    foreseen: str
    following: Item | None
    others: int


def verdict_for(item: Item, described, user) -> Verdict | None:
    """Return what there is to decide on item, None where user has nothing to decide."""
    reading = item.workflow_in_progress and item.holding.status not in GONE
    if not reading or not may(user, "publish"):
        return None
    others = waiting.in_review(Item.objects.exclude(pk=item.pk))
    return Verdict(
        author=answering.author(item),
        lacks=pgettext("list of nouns", ", ").join(lacks(described)),
        foreseen=foreseen(item, described),
        following=next_after(item, others),
        others=others.count(),
    )


def next_after(item: Item, others) -> Item | None:
    """Return the one that has waited next longest, from the start again after the last."""
    in_order = others.select_related("holding__donation").order_by("pk")
    return in_order.filter(pk__gt=item.pk).first() or in_order.first()


def lacks(described) -> list[str]:
    """Return what is asked of every object and is not there yet."""
    asked = {
        pgettext("what is missing", "photograph"): described.pictures,
        pgettext("what is missing", "story"): described.stories,
        pgettext("what is missing", "kind"): described.category,
        pgettext("what is missing", "era"): described.era_code or described.era != UNKNOWN_ERA,
    }
    return [str(words) for words, is_there in asked.items() if not is_there]


def foreseen(item: Item, described) -> str:
    """Return one sentence of what will be seen when it is published, and what stays in the house."""
    holding = item.holding
    if holding.withdrawn:
        return _("Once published nobody outside sees it yet: it is closed to the public.")
    if holding.sensitive and not holding.consent:
        return _("Once published nobody outside sees it yet: the family has to be asked first.")
    if holding.status != Status.ACCESSIONED and holding.way not in STILL_THE_OWNERS:
        return _("Once published it is seen outside from the day it is accepted and has a number.")
    seen = _("Once published the site shows the name, %(photos)s photos and %(stories)s stories.") % {
        "photos": len(described.pictures), "stories": len(described.stories)
    }  # fmt: skip
    if described.came:
        seen += _(" It says: %(came)s.") % {"came": described.came}
    return seen + _(" Telephone and shelf stay in the house.")


def happened(item: Item, said: str, lack: str = "", to=None) -> str:
    """Return what the next page says of the answer."""
    if said == "published":
        return _("Published: %(title)s.") % {"title": item.title}
    words = _("Back to %(author)s: %(title)s.") % {"author": to, "title": item.title}
    return words + (_(" You wrote: %(lack)s") % {"lack": lack} if lack else "")


def answer(sheet, request):
    """Take the answer that was pressed on a sheet: (what it is asked about, "" or the redirect)."""
    item, lack = sheet.item, request.POST.get("lack", "").strip()[:500]
    author = answering.author(item)
    try:
        if request.POST.get("verdict") == "publish":
            answering.publish(item, by=request.user)
            said = happened(item, "published")
        else:
            anyway = request.POST.get("verdict") == "back_anyway"
            answering.send_back(item, by=request.user, lack=lack, anyway=anyway)
            said = happened(item, "back", lack, author)
    except ValidationError as refusal:
        if "no_words" in codes(refusal):
            return sentences(refusal)[0], None
        say_refused(request, sentences(refusal))
        return "", redirect("objects:sheet", item.pk)
    others = waiting.in_review(Item.objects.exclude(pk=item.pk))
    following = next_after(item, others)
    if following is None:
        messages.success(request, said + _(" Nothing else waits to be read."))
        return "", redirect("wagtailadmin_home")
    messages.success(request, said)
    return "", redirect("objects:sheet", following.pk)


class Together(Screen):
    """Ten on one screen, of those that lack nothing: read, tick, publish."""

    law = LAW
    needs = "publish"
    template_name = "catalogue/desk/together.html"
    page_title = gettext_lazy("Read several together")
    header_icon = "view"
    above = ((gettext_lazy("Objects"), "wagtailsnippets_catalogue_item:list"),)

    def post(self, request):
        wanted = [int(pk) for pk in request.POST.getlist("item") if pk.isdecimal()]
        read = waiting.in_review(Item.objects.filter(pk__in=wanted)).order_by("pk")
        for item in list(read[:TOGETHER]):
            attempt(request, lambda item=item: _publish(item, request.user))
        if not wanted:
            messages.warning(request, _("Nothing was ticked, so nothing was published."))
        return redirect("objects:together")

    def get_context_data(self, **kwargs):
        found = []
        for item in waiting.in_review(listed()).order_by("pk")[:LOOKED_AT]:
            described = public.preview(item)
            if not lacks(described):
                found.append({
                    "item": item, "described": described, "picture": thumbnail(item),
                    "foreseen": foreseen(item, described), "author": answering.author(item),
                    "url": reverse("objects:sheet", args=[item.pk]),
                })  # fmt: skip
            if len(found) == TOGETHER:
                break
        return super().get_context_data(**kwargs) | {"found": found}


def _publish(item, user) -> str:
    answering.publish(item, by=user)
    return happened(item, "published")


class Answer:
    """Mixed into the sheet: what is posted to it is an answer."""

    asked_again = ""
    lack = ""

    def post(self, request, *args, **kwargs):
        if not may(request.user, "publish"):
            raise PermissionDenied
        self.asked_again, going = answer(self, request)
        return going or self.render_to_response(self.get_context_data(**kwargs))
