from django.apps import AppConfig
from wagtail.users.apps import WagtailUsersAppConfig


class Accounts(AppConfig):
    name = "museum.accounts"
    label = "accounts"
    default = True


class Users(WagtailUsersAppConfig):
    """Wagtail's users, with the museum's screens for accounts. Stands in INSTALLED_APPS."""

    user_viewset = "museum.accounts.viewsets.AccountViewSet"

    def ready(self):
        super().ready()
        from wagtail.permissions import register_permission_policy

        from museum.accounts.models import User
        from museum.accounts.policy import AccountPolicy

        register_permission_policy(User, AccountPolicy(User))
