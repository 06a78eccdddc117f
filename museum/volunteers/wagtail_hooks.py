from wagtail import hooks
from wagtail.permissions import register_permission_policy

from museum.accounts.policies import NoDeleting, TakenOn
from museum.volunteers.desk.home import show_shifts
from museum.volunteers.desk.menu import volunteers
from museum.volunteers.desk.plan import RoleViewSet, ShiftTemplateViewSet
from museum.volunteers.desk.urls import urlpatterns
from museum.volunteers.desk.volunteers import VolunteerViewSet
from museum.volunteers.models import Role, ShiftTemplate, Volunteer

register_permission_policy(Volunteer, TakenOn(Volunteer))
for model in (Role, ShiftTemplate):
    register_permission_policy(model, NoDeleting(model))
hooks.register("construct_homepage_panels", show_shifts, order=120)
hooks.register("register_admin_menu_item", volunteers)
hooks.register("register_admin_urls", lambda: urlpatterns)
hooks.register(
    "register_admin_viewset", lambda: [VolunteerViewSet(), ShiftTemplateViewSet(), RoleViewSet()]
)
