"""When the museum is open: the week, and the days that differ from it. The one place for it."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel

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


class WeeklyHours(models.Model):
    visiting = ParentalKey("visits.Visiting", on_delete=models.CASCADE, related_name="weekly")
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


class Holiday(models.TextChoices):
    """The public holidays of the country (全国年节及纪念日放假办法), in the order of the year."""

    NEW_YEAR = "new_year", _("New Year")
    SPRING = "spring", _("Spring Festival")
    TOMBS = "tombs", _("Tomb-Sweeping Day")
    LABOUR = "labour", _("Labour Day")
    BOATS = "boats", _("Dragon Boat Festival")
    MOON = "moon", _("Mid-Autumn Festival")
    NATION = "nation", _("National Day")


class SpecialDay(models.Model):
    """Days that differ from the week: closed, or open at other hours."""

    visiting = ParentalKey("visits.Visiting", on_delete=models.CASCADE, related_name="special_days")
    # Filled by the one form for a year's holidays (museum.visits.holidays), empty on other days.
    holiday = models.CharField(
        _("public holiday"), max_length=10, choices=Holiday.choices, blank=True
    )
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
        FieldRowPanel([FieldPanel("words"), FieldPanel("holiday")]),
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
