"""What was agreed with the family whose an object is, beside the facts of the register."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Leaves(models.Model):
    """Consent in four leaves, each asked by itself: 存 摆 发群 上网. None: nobody has asked."""

    may_keep = models.BooleanField(_("kept in the museum"), null=True)
    may_show = models.BooleanField(_("shown in the hall"), null=True)
    may_send = models.BooleanField(_("sent to the group"), null=True)
    may_publish = models.BooleanField(_("put on the web"), null=True)

    class Meta:
        abstract = True


LEAVES = ("may_keep", "may_show", "may_send", "may_publish")


class AgreedWithTheFamily(Leaves):
    to_ask = models.CharField(
        _("who else at home has to agree"), max_length=120, blank=True, default=""
    )
    unsettled = models.BooleanField(_("not settled at home yet"), default=False)
    fetched_by = models.CharField(_("who will fetch it"), max_length=80, blank=True, default="")
    handling = models.CharField(
        _("how it is placed, who may touch it"), max_length=200, blank=True, default=""
    )
    place_hidden = models.BooleanField(_("place not on the web"), default=False)
    home_until = models.DateField(_("back at its family’s until"), null=True)

    class Meta:
        abstract = True


AGREED = ("unsettled", "place_hidden", "home_until", *LEAVES, "to_ask", "fetched_by", "handling")
