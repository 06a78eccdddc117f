from wagtail import hooks
from wagtail.permissions import register_permission_policy

from museum.people.desk.viewsets import PersonChooserViewSet, PersonViewSet
from museum.people.models import Person
from museum.people.permissions import PersonPolicy

register_permission_policy(Person, PersonPolicy(Person))


@hooks.register("register_admin_viewset")
def register_people():
    return [PersonViewSet(), PersonChooserViewSet("person_chooser")]
