"""All that stands on the slip of a visit. The printed one has the same fields in the same order."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from museum.campaigns import Campaign
from museum.desk.forms import Clock, DayField
from museum.people.desk.forms import PhoneField
from museum.times import TimeField
from museum.visits.desk.forms import (
    AsksWhichBody,
    how_many,
    line,
    lines,
    names,
    suggested,
)
from museum.visits.guiding import guide_called
from museum.visits.models import Origin, Visit, VisitContact
from museum.visits.slips import Caller, Slip, Tour

BATCHES = 4


class SlipForm(AsksWhichBody):
    day = DayField(label=_("Day of the visit"))
    arrived_at = TimeField(label=_("Arrived"), widget=Clock(), required=False)
    left_at = TimeField(label=pgettext_lazy("visit", "Left"), widget=Clock(), required=False)
    organisations = lines(_("Organisations"), help_text=_("One a line. Several may come together."))
    kind = forms.ChoiceField(
        label=_("Kind of group"),
        choices=[("", _("please choose")), *Visit.Kind.choices],
        error_messages={"required": _("What kind of group was it? Choose one.")},
    )
    origin = forms.ChoiceField(
        label=_("Where from"),
        choices=[("", _("please choose")), *Origin.choices],
        error_messages={"required": _("Where did they come from? Choose one.")},
    )
    persons = how_many(_("People in all"), required=True)
    is_estimated = forms.BooleanField(label=_("Estimated, not counted"), required=False)
    pupils = how_many(_("Pupils among them"))
    teachers = how_many(_("Teachers among them"))
    elders = how_many(_("Elders among them"))
    leader = line(_("Leader of the group"), 60)
    leader_phone = PhoneField(label=_("Leader’s telephone"))
    companions = lines(_("Accompanied by"), help_text=_("One name a line. Never names of pupils."))
    purpose = line(_("What they came for"), 200)
    remarks = lines(_("What they said, what to remember"))
    campaign = forms.ModelChoiceField(
        Campaign.objects.all(), label=_("Campaign"), required=False, empty_label=_("none")
    )

    def __init__(self, *args, by, visit=None, **kwargs):
        self.by, self.visit = by, visit
        super().__init__(*args, **kwargs)
        if not Campaign.objects.exists():
            del self.fields["campaign"]
        for n in range(1, BATCHES + 1):
            self.fields[f"batch_{n}"] = how_many(_("Batch %(n)s: people") % {"n": n})
            self.fields[f"guide_{n}"] = line(
                pgettext_lazy("person", "Guide"), 60, widget=suggested("guides")
            )
        if visit:
            self.fields["leader_phone"].help_text = _("Left empty: stays as it is.")

    @property
    def batches(self):
        return [(self[f"batch_{n}"], self[f"guide_{n}"]) for n in range(1, BATCHES + 1)]

    def clean_remarks(self):
        text = self.cleaned_data["remarks"]
        if len(text) > 300:
            raise forms.ValidationError(_("At most 300 signs."))
        return text

    def slip(self) -> Slip:
        """Return the slip. Guides that are new become known, so call it inside the transaction."""
        given = self.cleaned_data
        counts: dict[str, Any] = {
            name: given.get(name) or 0 for name in ("pupils", "teachers", "elders")
        }
        plain = ("day", "arrived_at", "left_at", "kind", "origin", "persons", "is_estimated",
                 "purpose", "remarks")  # fmt: skip
        leader = Caller(given["leader"], given["leader_phone"])
        return Slip(
            organisations=names(given["organisations"]),
            bodies_are_new=given["another"],
            leader=leader if leader.name or leader.phone else None,
            companions=[Caller(each) for each in names(given["companions"])],
            tours=self._tours(given["persons"]),
            campaign=given.get("campaign"),
            from_paper=self.visit.from_paper if self.visit else True,
            **counts,
            **{name: given[name] for name in plain},
        )

    def _tours(self, persons: int) -> list[Tour]:
        tours: list[tuple[Any, Any]] = [
            (self.cleaned_data.get(f"batch_{n}"), self.cleaned_data.get(f"guide_{n}"))
            for n in range(1, BATCHES + 1)
        ]
        tours = [(count, guide) for count, guide in tours if count or guide]
        if len(tours) == 1 and not tours[0][0]:
            tours = [(persons, tours[0][1])]  # one guide for all: nobody counts them twice
        return [Tour(count or 0, guide_called(guide, by=self.by)) for count, guide in tours]


def initial(visit: Visit) -> dict:
    """Return what a correction begins with. The telephone is left out: it stays unless retyped."""
    contacts = [each for each in visit.contacts.all() if not each.contact.forgotten_at]
    by_role = {role: [each.contact.name for each in contacts if each.role == role]
               for role in VisitContact.Role}  # fmt: skip
    plain = ("day", "arrived_at", "left_at", "kind", "origin", "persons", "is_estimated", "purpose",
             "remarks", "pupils", "teachers", "elders")  # fmt: skip
    found = {name: getattr(visit, name) for name in plain}
    found |= {
        "organisations": "\n".join(each.organisation.name for each in visit.organisations.all()),
        "leader": "".join(by_role[VisitContact.Role.LEADER][:1]),
        "companions": "\n".join(by_role[VisitContact.Role.COMPANION]),
        "campaign": visit.campaign_id,
    }
    for batch in visit.batches.all():
        found[f"batch_{batch.number}"] = batch.persons
        found[f"guide_{batch.number}"] = batch.guide.name if batch.guide else ""
    return found
