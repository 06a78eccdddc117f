from wagtail.permission_policies import ModelPermissionPolicy


class AccountPolicy(ModelPermissionPolicy):
    """Nobody deletes an account; only an administrator touches an administrator's."""

    def user_has_permission(self, user, action):
        return action != "delete" and super().user_has_permission(user, action)

    def user_has_permission_for_instance(self, user, action, instance):
        if instance.is_superuser and not user.is_superuser:
            return False
        return self.user_has_permission(user, action)
