"""When the museum is open, how many it takes at a time, how long it keeps a telephone number."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from museum.refusals import refuse

WEEKDAYS = [
    (0, _("Monday")),
    (1, _("Tuesday")),
    (2, _("Wednesday")),
    (3, _("Thursday")),
    (4, _("Friday")),
    (5, _("Saturday")),
    (6, _("Sunday")),
]


def number(verbose_name, default, least, most, **options):
    return models.PositiveSmallIntegerField(
        verbose_name,
        default=default,
        validators=[MinValueValidator(least), MaxValueValidator(most)],
        **options,
    )


@register_setting(icon="time")
class Visiting(ClusterableModel, BaseGenericSetting):
    takes_bookings = models.BooleanField(_("bookings can be made on the website"), default=True)
    slot_minutes = number(_("length of a visit in minutes"), 60, 15, 480)
    slot_capacity = number(_("how many people at a time"), 40, 1, 2000)
    days_ahead = number(
        _("book at least so many days before"),
        1,
        0,
        60,
        help_text=_("0: also for today."),
    )
    days_open = number(_("book at most so many days ahead"), 60, 1, 400)
    way_here = models.TextField(_("how to come"), blank=True)
    contact_months = number(
        _("months after the visit until contact data is removed"),
        12,
        1,
        36,
        help_text=_("Names and telephone numbers of bookings and leaders. Counts stay."),
    )
    notice_version = models.CharField(
        _("version of the privacy notice"), max_length=20, default="2026-11"
    )

    panels = [
        InlinePanel("weekly", label=_("Open on"), heading=_("Opening hours")),
        InlinePanel(
            "special_days",
            label=_("Special day"),
            heading=_("Closed days, public holidays, special hours"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("takes_bookings"),
                FieldRowPanel([FieldPanel("slot_minutes"), FieldPanel("slot_capacity")]),
                FieldRowPanel([FieldPanel("days_ahead"), FieldPanel("days_open")]),
                FieldPanel("way_here"),
            ],
            _("Bookings"),
        ),
        MultiFieldPanel(
            [FieldPanel("contact_months"), FieldPanel("notice_version")], _("Contact data")
        ),
    ]

    class Meta:
        verbose_name = _("opening hours and bookings")

    def __str__(self):
        return str(self._meta.verbose_name)


class WeeklyHours(models.Model):
    visiting = ParentalKey(Visiting, on_delete=models.CASCADE, related_name="weekly")
    weekday = models.PositiveSmallIntegerField(_("weekday"), choices=WEEKDAYS)
    opens = models.TimeField(_("opens"))
    closes = models.TimeField(_("closes"))

    panels = [FieldRowPanel([FieldPanel("weekday"), FieldPanel("opens"), FieldPanel("closes")])]

    class Meta:
        verbose_name = _("hours of a weekday")
        ordering = ["weekday", "opens"]
        constraints = [
            models.CheckConstraint(
                name="a_weekday_opens_before_it_closes",
                condition=models.Q(opens__lt=models.F("closes")),
                violation_error_message=_("It would close before it opens. Look again."),
            )
        ]

    def __str__(self):
        return f"{self.get_weekday_display()} {self.opens:%H:%M}–{self.closes:%H:%M}"


class SpecialDay(models.Model):
    """Days that differ from the week: closed, or open at other hours. Holidays are entered here."""

    visiting = ParentalKey(Visiting, on_delete=models.CASCADE, related_name="special_days")
    first = models.DateField(_("first day"))
    last = models.DateField(_("last day"))
    is_open = models.BooleanField(_("open on these days"), default=False)
    opens = models.TimeField(_("opens"), null=True, blank=True)
    closes = models.TimeField(_("closes"), null=True, blank=True)
    words = models.CharField(
        _("what for"), max_length=60, blank=True, help_text=_("春节, 国庆节 …")
    )

    panels = [
        FieldRowPanel([FieldPanel("first"), FieldPanel("last")]),
        FieldPanel("words"),
        FieldRowPanel([FieldPanel("is_open"), FieldPanel("opens"), FieldPanel("closes")]),
    ]

    class Meta:
        verbose_name = _("special day")
        ordering = ["first"]
        constraints = [
            models.CheckConstraint(
                name="special_days_have_an_order", condition=models.Q(first__lte=models.F("last"))
            ),
            models.CheckConstraint(
                name="a_special_open_day_has_hours",
                condition=models.Q(is_open=False)
                | models.Q(opens__isnull=False, closes__gt=models.F("opens")),
            ),
        ]

    def __str__(self):
        return f"{self.first} {self.words}"

    def clean(self):
        if self.first and self.last and self.first > self.last:
            refuse("last", _("The last day lies before the first. Look again."), "order")
        if self.is_open and not (self.opens and self.closes and self.opens < self.closes):
            refuse("opens", _("From when to when is it open?"), "hours")
