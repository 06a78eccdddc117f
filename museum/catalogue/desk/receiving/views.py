"""收东西: the page on which a volunteer writes down what somebody brings, and 拿来了."""

import uuid

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import reverse, reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from museum.catalogue import bringing_in
from museum.catalogue.desk.receiving import writing
from museum.catalogue.desk.receiving.slip import Slip
from museum.catalogue.models import Donation
from museum.catalogue.models.holdings import Status
from museum.catalogue.permissions import may
from museum.clock import dated, day_of
from museum.ledger import row_key
from museum.refusals import sentences

# How those who are known are shown, by whether the page asks one question at a time.
MATCHES = {False: "catalogue/receiving/matches.html", True: "catalogue/receiving/one_matches.html"}


def page_of(donation: Donation) -> str:
    return reverse("donations:inspect", args=[donation.pk])


@method_decorator(never_cache, name="dispatch")
class ReceivingView(WagtailAdminTemplateMixin, TemplateView):
    template_name = "catalogue/receiving/receive.html"
    page_title = gettext_lazy("Receive things")
    header_icon = "download"

    def dispatch(self, request, *args, **kwargs):
        if not may(request.user, "receive"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse_lazy("donations:index"), "label": _("Receipts")},
            {"url": "", "label": self.page_title},
        ]

    def get(self, request):
        return self.shown(self.slip_of(request))

    def slip_of(self, request, data=None, *, act: str = "") -> Slip:
        return Slip(request.user, data, act=act, tag=request.GET.get("tag", ""))

    def post(self, request):
        act = request.POST.get("act", "save")
        slip = self.slip_of(request, request.POST, act=act)
        if act == "save" and (earlier := slip.earlier()):
            return self.again(slip, earlier)
        slip.take_in_photos(request.FILES)
        if act == "save" and slip.is_whole():
            try:
                return self.saved(writing.write(slip))
            except ValidationError as refusal:
                slip.refuse(refusal)
        if act == "save" and (earlier := slip.earlier()):
            # Sent twice, and the first was quicker: its giver is "known already" to the second.
            return self.again(slip, earlier)
        return self.shown(slip)

    def again(self, slip: Slip, earlier: Donation):
        """Answer a page that was handed in before: with its receipt, where it is the same page."""
        try:
            slip.check_same(earlier)
        except ValidationError as refusal:
            slip.take_in_photos(self.request.FILES)
            slip.is_whole()
            slip.refuse(refusal)
            return self.shown(slip)
        return self.saved(earlier)

    def shown(self, slip: Slip):
        said = {
            "slip": slip,
            "refusals": (refusals := list(slip.refusals())),
            "is_refused": bool(refusals),
            "naming": slip.naming(),
        }
        return self.render_to_response(self.get_context_data(**said))

    def saved(self, donation: Donation):
        count = donation.holdings.filter(part=0).count()
        text = _("Written down: %(label)s. Objects: %(count)d.")
        said = text % {"label": donation.label, "count": count}
        messages.success(self.request, dated(said, day_of(donation.happened_at)))
        return redirect(page_of(donation))


@require_http_methods(["HEAD", "POST"])
@never_cache
def look(request):
    """Answer while somebody types: who of this name is known, and how the giver would be named.

    By POST, so that no name stands in a server's log. HEAD: whether the museum can be reached.
    """
    if not may(request.user, "receive"):
        raise PermissionDenied
    if request.method == "HEAD":
        return HttpResponse()
    slip = Slip(request.user, request.POST)
    return JsonResponse({
        "matches": {
            role: render_to_string(MATCHES["brief" in request.POST], {"pick": pick}, request)
            for role, pick in slip.people.items()
        },
        "examples": slip.examples(),
    })  # fmt: skip


@require_POST
def bring_in(request, pk):
    """拿来了: what was only offered has come."""
    donation = get_object_or_404(Donation, pk=pk)
    if not may(request.user, "receive"):
        raise PermissionDenied
    offered = donation.holdings.filter(part=0, status=Status.OFFERED).select_related("item")
    chosen = [each for each in offered if str(each.pk) in request.POST.getlist("holding")]
    try:
        key = uuid.UUID(request.POST.get("key", ""))
    except ValueError:
        key = uuid.uuid4()
    try:
        with transaction.atomic():
            for holding in chosen:
                bringing_in.bring_in(holding.item, by=request.user, key=row_key(key, holding.pk))
    except ValidationError as refusal:
        messages.error(request, " ".join(sentences(refusal)))
    else:
        titles = "、".join(holding.item.title for holding in chosen)
        if chosen:
            messages.success(
                request, _("Here now, at the reception: %(titles)s.") % {"titles": titles}
            )
        else:
            messages.warning(request, _("Nothing was chosen. Tick what has come."))
    return redirect(page_of(donation))
