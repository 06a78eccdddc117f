from django.contrib.auth.models import AbstractUser, UserManager
from django.utils.translation import gettext_lazy as _

from museum.ledger import KeptQuerySet
from museum.refusals import refuse


class UserQuerySet(KeptQuerySet):
    def delete(self):
        refuse(None, _("An account is not deleted. Switch it off instead."), "kept")

    delete.alters_data = True
    delete.queryset_only = True


class Accounts(UserManager.from_queryset(UserQuerySet)):
    pass


class User(AbstractUser):
    """Somebody who signs in. Switched off when they leave, never deleted: their name stands
    under what they wrote down."""

    never_deleted = True

    objects = Accounts()

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")

    def __str__(self):
        return self.get_full_name() or self.username

    def get_full_name(self):
        """Return the Chinese order, surname first and no blank between: 杨振华."""
        return f"{self.last_name}{self.first_name}".strip()

    def delete(self, *args, **kwargs):
        refuse(None, _("An account is not deleted. Switch it off instead."), "kept")
