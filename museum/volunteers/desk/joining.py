"""Taking somebody on: asked here, judged and written by the verb."""

import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.views import generic

from museum.clock import dated, today
from museum.desk.forms import put
from museum.volunteers import joining
from museum.volunteers.permissions import may


class JoinForm(WagtailAdminModelForm):
    """Asks what a volunteer is taken on with, and lets the verb judge and write."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["joined_on"].initial = today
        self.fields["birth_year"].help_text = _("1962. Only to see that they are of age.")
        self.fields["born_on"].help_text = _("Only if the year leaves a doubt. Not kept otherwise.")

    def _post_clean(self):
        """The model's own checks miss the number, which the verb gives."""
        given = self.cleaned_data
        if self.errors:
            return
        try:
            joining.check_join(given["person"], born=self.born, by=self.for_user,
                               joined_on=given["joined_on"])  # fmt: skip
        except ValidationError as refusal:
            put(self, refusal, happened_at="joined_on")

    @property
    def born(self) -> int | datetime.date:
        return self.cleaned_data.get("born_on") or self.cleaned_data["birth_year"]

    def save(self, commit=True):
        given = self.cleaned_data
        return joining.join(given["person"], born=self.born, by=self.for_user,
                            joined_on=given["joined_on"], level=given["level"],
                            naming=given["naming"])  # fmt: skip


class VolunteerCreation(generic.CreateView):
    page_title = _("Take somebody on")
    success_message = _("%(object)s is on the register.")

    def dispatch(self, request, *args, **kwargs):
        if not may(request.user, "enrol"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def save_instance(self):
        return self.form.save()

    def get_success_message(self, instance):
        return dated(super().get_success_message(instance), instance.joined_on)

    def get_success_url(self):
        return reverse("volunteers:inspect", args=[self.object.pk])

    def get_success_buttons(self):
        return []
