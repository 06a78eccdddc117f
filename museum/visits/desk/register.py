"""参观登记簿: the list, one visit with its corrections, the paper slip and what was keyed in from it."""

import datetime
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Q, Sum
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from museum import public
from museum.campaigns import Campaign
from museum.ledger import row_key
from museum.people.naming import masked
from museum.refusals import sentences
from museum.visits import days, tapping, visiting
from museum.visits.counting import between
from museum.visits.desk.forms import Day, SlipForm, TallyForm, initial
from museum.visits.desk.screens import Screen, answer, key_of
from museum.visits.guiding import guides
from museum.visits.models import Origin, Tap, Visit
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
            (OUTSIDE, gettext_lazy("from outside the district")),
            *Origin.choices,
        ],
        required=False,
    )
    campaign = forms.ModelChoiceField(
        Campaign.objects.all(), label=gettext_lazy("Campaign"), required=False,
        empty_label=gettext_lazy("any campaign"),
    )  # fmt: skip
    until = forms.DateField(label=pgettext_lazy("date", "until"), widget=Day, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["from"] = forms.DateField(
            label=pgettext_lazy("date", "from"), widget=Day, required=False
        )
        if not Campaign.objects.exists():
            del self.fields["campaign"]

    def narrowed(self, visits):
        given = self.cleaned_data if self.is_valid() else {}
        given = {name: value for name, value in given.items() if value}
        if words := given.get("q", "").strip():
            visits = visits.filter(
                Q(label__icontains=words)
                | Q(purpose__icontains=words)
                | Q(organisations__organisation__name__icontains=words)
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
    under_the_register = False

    def get_context_data(self, **kwargs):
        form = Filter(self.request.GET or None)
        found = Visit.objects.standing()
        if self.request.GET:
            found = form.narrowed(found)
        page = Paginator(found.with_parts(), PER_PAGE).get_page(self.request.GET.get("p"))
        kept = [(name, value) for name, value in self.request.GET.items() if name != "p" and value]
        day = days.today()
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
        whole = self.request.user.has_perm("people.see_phone")
        for each in self.visit.contacts.all():
            phone = each.contact.phone
            yield {
                "role": each.get_role_display(),
                "name": _("removed when its time was over")
                if each.contact.forgotten_at
                else each.contact.name,
                "phone": phone if whole else masked(phone) if phone else "",
            }


class SlipScreen(Screen):
    template_name = "visits/desk/slip.html"
    visit = None

    def get(self, request, **kwargs):
        return self.shown(SlipForm(by=request.user, visit=self.visit, initial=self.first()))

    def post(self, request, **kwargs):
        form = SlipForm(request.POST, by=request.user, visit=self.visit)
        if form.is_valid():
            try:
                with transaction.atomic():
                    visit = self.write(form.slip())
            except ValidationError as refusal:
                answer(form, refusal)
            else:
                said = _("Written down: %(label)s, %(names)s, %(persons)s people.")
                messages.success(request, said % {
                    "label": visit.label, "names": visit.names, "persons": visit.persons,
                })  # fmt: skip
                return redirect("visits:visit", visit.label)
        return self.shown(form)

    def shown(self, form):
        return self.render_to_response(
            self.get_context_data(
                form=form,
                visit=self.visit,
                guides=guides(),
                reason=self.request.POST.get("reason", ""),
                before=self.visit.pk if self.visit else "",
            )
        )


class FromPaper(SlipScreen):
    right = "write"
    page_title = gettext_lazy("Key in a paper slip")

    def first(self):
        return {"day": days.today(), "kind": Visit.Kind.OTHER}

    def write(self, slip):
        return visiting.receive(slip, by=self.request.user, key=key_of(self.request))


class Correct(OfAVisit, SlipScreen):
    right = "correct"
    page_title = gettext_lazy("Correct or fill in")

    def first(self):
        return initial(self.visit)

    def write(self, slip):
        # The line that was on the screen: if somebody was quicker, the verb says so.
        before = self.request.POST.get("before", "")
        shown = next((each for each in self.lines if str(each.pk) == before), self.visit)
        return visiting.correct(shown, slip, by=self.request.user, key=key_of(self.request),
                                reason=self.request.POST.get("reason", ""))  # fmt: skip


@require_POST
def strike_out(request, label):
    """Never happened, or written down twice."""
    visit = Visit.objects.filter(label=label).order_by("-pk").first()
    if visit is None:
        raise Http404
    if not may(request.user, "correct"):
        raise PermissionDenied
    try:
        visiting.strike_out(visit, by=request.user, reason=request.POST.get("reason", ""),
                            key=key_of(request))  # fmt: skip
    except ValidationError as refusal:
        messages.error(request, " ".join(sentences(refusal)))
    else:
        messages.success(request, _("%(label)s is struck out and no longer counts.")
                         % {"label": label})  # fmt: skip
    return redirect("visits:visit", label)


class Tallies(Screen):
    """单人计数: what was tapped day by day, and what stood on paper."""

    right = "count"
    template_name = "visits/desk/tallies.html"
    page_title = gettext_lazy("Counts of single visitors")

    def get(self, request):
        return self.render_to_response(
            self.get_context_data(form=TallyForm(initial={"day": days.today()}))
        )

    def post(self, request):
        form = TallyForm(request.POST)
        if form.is_valid():
            given, key = form.cleaned_data, key_of(request)
            try:
                with transaction.atomic():
                    for kind in Tap.Kind.values:
                        if given[kind]:
                            tapping.tally(kind, given[kind], day=given["day"], by=request.user,
                                          key=row_key(key, kind))  # fmt: skip
            except ValidationError as refusal:
                answer(form, refusal)
            else:
                messages.success(request, _("Written down for %(day)s.")
                                 % {"day": days.words(given["day"])})  # fmt: skip
                return redirect("visits:tallies")
        return self.render_to_response(self.get_context_data(form=form))

    def get_context_data(self, **kwargs):
        since = days.today() - datetime.timedelta(days=30)
        recent = Tap.objects.standing().filter(day__gte=since)
        rows: dict = {}
        for each in recent.order_by().values("day", "kind").annotate(all=Sum("persons")):
            rows.setdefault(each["day"], dict.fromkeys(Tap.Kind.values, 0))[each["kind"]] = each[
                "all"
            ]
        return super().get_context_data(**kwargs) | {
            "rows": [
                (day, row, sum(row.values())) for day, row in sorted(rows.items(), reverse=True)
            ],
            "kinds": Tap.Kind.choices,
            "tallies": recent.filter(device=None).select_related("by")[:20],
        }


@require_POST
def undo_tally(request, pk):
    tap = get_object_or_404(Tap, pk=pk)
    try:
        tapping.undo(tap, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(sentences(refusal)))
    else:
        messages.success(request, _("Taken back. Write down the right number."))
    return redirect("visits:tallies")


@require_safe
def paper(request):
    """The slip to print: A4 with two A5 slips on it, or one A5 sheet."""
    if not may(request.user, "see"):
        raise PermissionDenied
    size = "a5" if request.GET.get("size") == "a5" else "a4"
    return render(
        request,
        "visits/desk/paper.html",
        {
            "museum": public.museum(),
            "size": size,
            "copies": range(1 if size == "a5" else 2),
            "kinds": Visit.Kind.labels,
            "origins": Origin.labels,
        },
    )
