from wagtail import hooks
from wagtail.permissions import register_permission_policy

from museum.volunteers.admin.home import show_shifts
from museum.volunteers.admin.menu import volunteers
from museum.volunteers.admin.plan import Plan, RoleViewSet, ShiftTemplateViewSet
from museum.volunteers.admin.volunteers import Register, VolunteerViewSet
from museum.volunteers.desk.urls import urlpatterns
from museum.volunteers.models import Role, ShiftTemplate, Volunteer

register_permission_policy(Volunteer, Register(Volunteer))
for model in (Role, ShiftTemplate):
    register_permission_policy(model, Plan(model))
hooks.register("construct_homepage_panels", show_shifts, order=120)
hooks.register("register_admin_menu_item", volunteers)
hooks.register("register_admin_urls", lambda: urlpatterns)
hooks.register(
    "register_admin_viewset", lambda: [VolunteerViewSet(), ShiftTemplateViewSet(), RoleViewSet()]
)
