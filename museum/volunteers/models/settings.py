"""What a village decides once about its volunteers: one row, edited under 设置."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from museum.institution import PREFIX
from museum.people.models import Person


@register_setting(icon="group")
class VolunteerSettings(BaseGenericSetting):
    minimum_age = models.PositiveSmallIntegerField(
        _("minimum age"),
        default=16,
        help_text=_("Charters of museums say 16 or 18. Under 14 the law asks for more."),
    )
    tolerance = models.PositiveSmallIntegerField(
        _("minutes before and after"),
        default=30,
        help_text=_(
            "So early one may sign in, and so late sign out. Later, the planned end is taken."
        ),
    )
    late_after = models.PositiveSmallIntegerField(
        _("late after so many days"),
        default=7,
        help_text=_("Hours written down later than this need a second person."),
    )
    entitled = models.BooleanField(
        _("the museum is entitled to issue a 志愿服务记录证明"),
        default=False,
        help_text=_(
            "Only where the civil affairs office has said so. Otherwise it is a statement."
        ),
    )
    statement_note = models.CharField(
        _("further words on the statement"),
        max_length=200,
        blank=True,
        default="本说明依据馆内签到记录出具，无偿提供。",
    )
    responsible = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who is responsible for volunteers"),
    )
    volunteer_prefix = models.CharField(
        _("prefix of volunteers' numbers"), max_length=4, default="ZY", validators=[PREFIX]
    )
    statement_prefix = models.CharField(
        _("prefix of statements"), max_length=4, default="ZF", validators=[PREFIX]
    )

    panels = [
        FieldPanel("minimum_age"),
        FieldRowPanel([FieldPanel("tolerance"), FieldPanel("late_after")]),
        MultiFieldPanel(
            [
                FieldPanel("entitled"),
                FieldPanel("responsible"),
                FieldPanel("statement_note"),
            ],
            _("Service statement"),
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("volunteer_prefix"), FieldPanel("statement_prefix")])],
            _("Number prefixes"),
            help_text=_("Numbers already given keep their prefix."),
            classname="collapsed",
        ),
    ]

    class Meta:
        verbose_name = _("volunteers, shifts and hours")

    def __str__(self):
        return str(self._meta.verbose_name)
