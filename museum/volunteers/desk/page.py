"""The page of one volunteer, for whoever keeps the register."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views import generic

from museum.volunteers.desk.screens import tabs
from museum.volunteers.desk.volunteer import facts_of
from museum.volunteers.models import Volunteer
from museum.volunteers.permissions import may, phone_for


class VolunteerPage(generic.InspectView):
    any_permission_required = ["view"]
    template_name = "volunteers/volunteer.html"
    page_title = _("Volunteer")

    def get_object(self, queryset=None):
        return get_object_or_404(Volunteer.objects.select_related("person__user"), pk=self.pk)

    def get_fields_context(self):
        return []

    def get_page_subtitle(self):
        return str(self.object)

    def get_edit_url(self):
        return None

    def get_delete_url(self):
        return None

    @cached_property
    def header_more_buttons(self):
        return []

    def get_context_data(self, **kwargs):
        user, person = self.request.user, self.object.person
        return super().get_context_data(**kwargs) | facts_of(self.object, self.request) | {
            "tabs": tabs(user),
            "tab": "volunteers",
            "phone": phone_for(self.object, user),
            "person_url": reverse("people:inspect", args=[person.pk])
            if user.has_perm("people.view_person") else "",
            # Chosen on the account where there is one; a new one is made there too.
            "account_url": reverse("wagtailusers_users:index")
            if user.has_perm("accounts.change_user") and not self.object.has_left else "",
            "may_enrol": may(user, "enrol"),
            "may_keep": may(user, "keep_hours"),
            "may_certify": may(user, "certify"),
        }  # fmt: skip
