"""When the museum is open: the week, and the days that differ from it. The one place for it."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from museum import times
from museum.plausible import check_planned
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


IN_ORDER = times.in_order("opens", "closes")


class WeeklyHours(models.Model):
    settings = ParentalKey("visits.VisitSettings", on_delete=models.CASCADE, related_name="weekly")
    weekday = models.PositiveSmallIntegerField(_("weekday"), choices=WEEKDAYS)
    opens = times.ClosingField(_("opens"))
    closes = times.ClosingField(
        _("closes"), help_text=_("24:00 or 0:30 where an evening goes to midnight or past it.")
    )

    panels = [FieldRowPanel([FieldPanel("weekday"), FieldPanel("opens"), FieldPanel("closes")])]

    class Meta:
        verbose_name = _("hours of a weekday")
        ordering = ["weekday", "opens"]
        constraints = [
            models.CheckConstraint(
                name="a_weekday_opens_before_it_closes",
                condition=IN_ORDER,
                violation_error_message=_("It would close before it opens. Look again."),
            )
        ]

    def __str__(self):
        return f"{self.get_weekday_display()} {times.span(self.opens, self.closes)}"


class Holiday(models.TextChoices):
    """The public holidays of the country (全国年节及纪念日放假办法), in the order of the year."""

    NEW_YEAR = "new_year", _("New Year")
    SPRING = "spring", _("Spring Festival")
    TOMBS = "tombs", _("Tomb-Sweeping Day")
    LABOUR = "labour", _("Labour Day")
    BOATS = "boats", _("Dragon Boat Festival")
    MOON = "moon", _("Mid-Autumn Festival")
    NATION = "nation", _("National Day")
    # 调休: a Saturday or Sunday on which the country works. Several a year, each a line of its own.
    WORKING = "working", _("working weekend day")


class SpecialDay(models.Model):
    """Days that differ from the week: closed, or open at other hours."""

    settings = ParentalKey(
        "visits.VisitSettings", on_delete=models.CASCADE, related_name="special_days"
    )
    # Filled by the one form for a year's holidays (museum.visits.holidays), empty on other days.
    holiday = models.CharField(
        _("public holiday"), max_length=10, choices=Holiday.choices, blank=True
    )
    first = models.DateField(_("first day"))
    last = models.DateField(_("last day"))
    is_open = models.BooleanField(_("open on these days"), default=False)
    opens = times.ClosingField(_("opens"), null=True, blank=True)
    closes = times.ClosingField(_("closes"), null=True, blank=True)
    words = models.CharField(
        _("what for"), max_length=60, blank=True, help_text=_("春节, 国庆节 …")
    )
    # When it was written or changed: of two that name one day the later one counts. What was saved
    # in one go has one moment (visits.models.settings).
    said_at = models.DateTimeField(default=timezone.now, editable=False)

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
                | (models.Q(opens__isnull=False, closes__isnull=False) & IN_ORDER),
            ),
        ]

    def __str__(self):
        return f"{self.first} {self.words}"

    def clean(self):
        for field in ("first", "last"):
            if day := getattr(self, field):
                check_planned(day, field=field)
        if self.first and self.last and self.first > self.last:
            refuse("last", _("The last day lies before the first. Look again."), "order")
        if self.is_open and not has_hours(self.opens, self.closes):
            refuse("opens", _("From when to when is it open?"), "hours")


def has_hours(opens, closes) -> bool:
    """Return whether both times are there and can be the hours of one day."""
    return opens is not None and closes is not None and times.is_a_span(opens, closes)
