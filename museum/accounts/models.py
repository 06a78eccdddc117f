from typing import ClassVar

from django.contrib.auth.models import AbstractUser, UserManager
from django.utils.translation import gettext_lazy as _

from museum.append_only import NeverDeletedQuerySet
from museum.logs import security
from museum.refusals import refuse


class UserQuerySet(NeverDeletedQuerySet):
    def delete(self):
        refuse(None, _("An account is not deleted. Switch it off instead."), "kept")

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]


class Accounts(UserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    pass


class User(AbstractUser):
    """Somebody who signs in. Switched off when they leave, never deleted: their name stands
    under what they wrote down."""

    never_deleted = True

    objects: ClassVar = Accounts()

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        base_manager_name = "objects"

    def __str__(self):
        return self.get_full_name() or self.username

    def get_full_name(self):
        """Return the Chinese order, surname first and no blank between: 杨振华."""
        return f"{self.last_name}{self.first_name}".strip()

    def save(self, *args, **kwargs):
        changed = self._what_changes(kwargs.get("update_fields"))
        super().save(*args, **kwargs)
        for event in changed:
            security.write(event, account=self.pk)

    def _what_changes(self, fields) -> list[str]:
        """Return what of this account the security log must tell, by whatever way it is written."""
        # Set by set_password, and not where Django hashes the same password anew.
        is_new_password = getattr(self, "_password", None) is not None
        if self._state.adding:
            return ["account_made"]
        if fields is not None and not {"is_active", "is_superuser", "password"} & {*fields}:
            return []
        before = User.objects.filter(pk=self.pk).values("is_active", "is_superuser").first()
        events = ["password_changed"] if is_new_password else []
        if before and before["is_active"] != self.is_active:
            events.append("account_opened" if self.is_active else "account_closed")
        if before and before["is_superuser"] != self.is_superuser:
            events.append("administrator_made" if self.is_superuser else "administrator_unmade")
        return events

    def delete(self, *args, **kwargs):
        refuse(None, _("An account is not deleted. Switch it off instead."), "kept")
