"""参观登记簿: the list, one visit with its corrections, the paper slip and what was keyed in from it."""

from urllib.parse import urlencode

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q, Sum
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST

from museum import clock
from museum.campaigns import Campaign
from museum.desk.forms import DayField, key_of
from museum.desk.screens import attempt
from museum.people.knowing import holding
from museum.visits import visiting
from museum.visits.contacting import phone_for
from museum.visits.counting import between
from museum.visits.desk.screens import Screen
from museum.visits.forgetting import forget
from museum.visits.models import Origin, Visit, VisitContact
from museum.visits.permissions import may

PER_PAGE = 30
OUTSIDE = "outside"


class Filter(forms.Form):
    """What narrows the list. Every state of it is an address of its own."""

    q = forms.CharField(
        label=gettext_lazy("Organisation, purpose or number"), max_length=60, required=False
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of group"), choices=[("", gettext_lazy("all kinds")), *Visit.Kind.choices],
        required=False,
    )  # fmt: skip
    origin = forms.ChoiceField(
        label=gettext_lazy("Where from"),
        choices=[
            ("", gettext_lazy("from anywhere")),
            (OUTSIDE, gettext_lazy("from outside")),
            *Origin.choices,
        ],
        required=False,
    )
    campaign = forms.ModelChoiceField(
        Campaign.objects.all(), label=gettext_lazy("Campaign"), required=False,
        empty_label=gettext_lazy("any campaign"),
    )  # fmt: skip
    until = DayField(label=pgettext_lazy("date", "until"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["from"] = DayField(label=pgettext_lazy("date", "from"), required=False)
        if not Campaign.objects.exists():
            del self.fields["campaign"]

    def narrowed(self, visits):
        given = self.cleaned_data if self.is_valid() else {}
        given = {name: value for name, value in given.items() if value}
        if words := given.get("q", "").strip():
            named = holding(words)
            visits = visits.filter(
                Q(label__icontains=words)
                | Q(purpose__icontains=words)
                | Q(organisations__organisation__in=named)
                | Q(organisations__organisation__merged_into__in=named)
            ).distinct()
        if kind := given.get("kind"):
            visits = visits.filter(kind=kind)
        if origin := given.get("origin"):
            visits = visits.outside() if origin == OUTSIDE else visits.filter(origin=origin)
        if campaign := given.get("campaign"):
            visits = visits.filter(campaign=campaign)
        if first := given.get("from"):
            visits = visits.filter(day__gte=first)
        if last := given.get("until"):
            visits = visits.filter(day__lte=last)
        return visits


class Index(Screen):
    template_name = "visits/desk/index.html"
    page_title = gettext_lazy("Register of visits")
    above = ()

    def get_context_data(self, **kwargs):
        form = Filter(self.request.GET or None)
        found = Visit.objects.current()
        if self.request.GET:
            found = form.narrowed(found)
        page = Paginator(found.with_parts(), PER_PAGE).get_page(self.request.GET.get("p"))
        kept = [(name, value) for name, value in self.request.GET.items() if name != "p" and value]
        day = clock.today()
        return super().get_context_data(**kwargs) | {
            "filter": form,
            "page": page,
            "is_narrowed": bool(kept),
            "query": urlencode(kept),
            "persons": Visit.objects.filter(pk__in=found.values("pk")).aggregate(
                all=Sum("persons", default=0)
            )["all"],
            "today": between(day, day),
            "year": between(day.replace(month=1, day=1), day),
        }


class OfAVisit(Screen):
    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        found = Visit.objects.filter(label=kwargs["label"]).with_parts().order_by("-pk")
        self.lines = list(found)
        if not self.lines:
            raise Http404
        self.visit = self.lines[0]

    def get_page_subtitle(self):
        return self.visit.label


class VisitPage(OfAVisit):
    template_name = "visits/desk/visit.html"
    page_title = gettext_lazy("Visit")

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items()[:-1], {"url": "", "label": self.visit.label}]

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "visit": self.visit,
            "people": list(self._people()),
            "lines": self.lines if len(self.lines) > 1 else [],
            "url": reverse("visits:correct", args=[self.visit.label]),
        }

    def _people(self):
        for each in self.visit.contacts.all():
            yield {
                "pk": each.pk,
                "is_kept": each.contact.forgotten_at is None,
                "role": each.get_role_display(),
                "name": _("removed when its time was over")
                if each.contact.forgotten_at
                else each.contact.name,
                "phone": phone_for(each.contact, self.request.user),
            }


@require_POST
def strike_out(request, label):
    """Never happened, or written down twice."""
    visit = Visit.objects.filter(label=label).order_by("-pk").first()
    if visit is None:
        raise Http404
    if not may(request.user, "correct"):
        raise PermissionDenied
    reason, key = request.POST.get("reason", ""), key_of(request)
    attempt(
        request,
        lambda: visiting.strike_out(visit, by=request.user, reason=reason, key=key),
        _("%(label)s is struck out and no longer counts.") % {"label": label},
    )
    return redirect("visits:visit", label)


@require_POST
def forget_contact(request, label, pk):
    """Somebody who led or came along asks to be forgotten."""
    if not may(request.user, "arrange"):
        raise PermissionDenied
    named = get_object_or_404(VisitContact, pk=pk, visit__label=label)
    attempt(
        request,
        lambda: forget(named.contact, by=request.user),
        _("Name, number and wishes are removed."),
    )
    return redirect("visits:visit", label)
