"""What nobody may do with rows that stay, whatever their rights: a superuser neither."""

from wagtail.permission_policies import ModelPermissionPolicy


class NoDeleting(ModelPermissionPolicy):
    """The rights of the roles, less what nobody may do."""

    never = frozenset({"delete"})

    def user_has_permission(self, user, action):
        return action not in self.never and super().user_has_permission(user, action)

    def users_with_any_permission(self, actions):
        users = super().users_with_any_permission(set(actions) - self.never)
        return users if set(actions) - self.never else users.none()


class TakenOn(NoDeleting):
    """Added by a form of its own; verbs alone change it."""

    never = frozenset({"change", "delete"})


class ReadOnly(NoDeleting):
    """What verbs write: to be read, and nothing else."""

    never = frozenset({"add", "change", "delete"})


class Accounts(NoDeleting):
    """Nobody deletes an account; only an administrator touches an administrator's."""

    def user_has_permission_for_instance(self, user, action, instance):
        if instance.is_superuser and not user.is_superuser:
            return False
        return self.user_has_permission(user, action)
