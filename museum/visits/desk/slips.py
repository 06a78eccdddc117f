"""The slip of a visit: printed empty, keyed in, corrected by a new line."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from wagtail.admin import messages

from museum import clock, public
from museum.campaigns import Campaign
from museum.clock import dated
from museum.desk.forms import key_of, put
from museum.visits import visiting
from museum.visits.desk.register import OfAVisit
from museum.visits.desk.screens import Screen
from museum.visits.desk.slip_form import SlipForm, initial
from museum.visits.guiding import guides
from museum.visits.models import Origin, Visit
from museum.visits.permissions import may


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
                put(form, refusal)
            else:
                said = _("Written down: %(label)s, %(names)s, %(persons)s people.")
                said %= {"label": visit.label, "names": visit.names, "persons": visit.persons}
                messages.success(request, dated(said, visit.day))
                self.hint(visit)
                return redirect("visits:visit", visit.label)
        return self.shown(form)

    def hint(self, visit):
        """Say that another slip says the same, where it does."""
        for other in Visit.objects.like(visit):
            said = _("%(label)s says the same: %(names)s, %(persons)s people. If it was keyed in twice, "
                     "strike one out.")  # fmt: skip
            said %= {"label": other.label, "names": other.names, "persons": other.persons}
            messages.warning(self.request, said)

    def reason(self):
        """Return why it is corrected; whoever comes from the door only adds what there was no time for."""
        later = _("filled in later") if "rest" in self.request.GET else ""
        return self.request.POST.get("reason", later)

    def shown(self, form):
        return self.render_to_response(
            self.get_context_data(
                form=form,
                visit=self.visit,
                guides=guides(),
                reason=self.reason(),
                before=self.visit.pk if self.visit else "",
            )
        )


class FromPaper(SlipScreen):
    needs = "write"
    page_title = gettext_lazy("Key in a paper slip")

    def first(self):
        return {"day": clock.today()}

    def write(self, slip):
        return visiting.receive(slip, by=self.request.user, key=key_of(self.request))


class Correct(OfAVisit, SlipScreen):
    needs = "correct"
    page_title = gettext_lazy("Correct or fill in")

    def first(self):
        return initial(self.visit)

    def write(self, slip):
        # The line that was on the screen: if somebody was quicker, the verb says so.
        before = self.request.POST.get("before", "")
        shown = next((each for each in self.lines if str(each.pk) == before), self.visit)
        return visiting.correct(shown, slip, by=self.request.user, key=key_of(self.request),
                                reason=self.request.POST.get("reason", ""))  # fmt: skip


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
            "campaigns": list(Campaign.objects.values_list("name", flat=True)[:4]),
        },
    )
