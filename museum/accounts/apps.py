from django.apps import AppConfig
from django.db.models.signals import post_migrate
from wagtail.users.apps import WagtailUsersAppConfig


def grant_rights(using, **kwargs):
    from museum.accounts import law

    law.grant(using)


class Accounts(AppConfig):
    name = "museum.accounts"
    label = "accounts"
    default = True

    def ready(self):
        from museum.accounts import law, noting, permissions

        law.enact(permissions.LAW)
        noting.listen()
        post_migrate.connect(grant_rights, sender=self)


class Users(WagtailUsersAppConfig):
    """Wagtail's users, with the museum's screens for accounts. Stands in INSTALLED_APPS."""

    # By name: the people stand on the accounts, and their form asks whose an account is.
    user_viewset = "museum.people.desk.accounts.AccountsWithPeople"

    def ready(self):
        super().ready()
        from wagtail.permissions import register_permission_policy

        from museum.accounts.models import User
        from museum.accounts.policies import Accounts

        register_permission_policy(User, Accounts(User))
