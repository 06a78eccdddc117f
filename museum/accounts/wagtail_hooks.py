from django.core.exceptions import PermissionDenied
from django.templatetags.static import static
from wagtail import hooks

from museum.accounts.models import User


@hooks.register("before_bulk_action")
def no_account_in_bulk(request, action_type, objects, action):
    """Wagtail's bulk actions ask for no right on the single account and know no roles."""
    if action.model is User:
        raise PermissionDenied


@hooks.register("get_avatar_url")
def one_face_for_all(user, size):
    return static("museum/person.svg")
