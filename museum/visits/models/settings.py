"""The settings of the visits: how many at a time, how long a telephone number is kept, what else is
said. The days themselves stand in museum.visits.models.hours."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from museum.refusals import refuse
from museum.visits.models.origins import Origin


def number(verbose_name, default, least, most, **options):
    return models.PositiveSmallIntegerField(
        verbose_name,
        default=default,
        validators=[MinValueValidator(least), MaxValueValidator(most)],
        **options,
    )


def picture(verbose_name, **options):
    """A picture is taken away without asking here first: the page is whole without it."""
    return models.ForeignKey(
        "pictures.Picture", models.SET_NULL, verbose_name=verbose_name, null=True, blank=True,
        related_name="+", **options,
    )  # fmt: skip


def seen_on(verbose_name, **options):
    return models.CharField(verbose_name, max_length=200, blank=True, **options)


class HoursForm(WagtailAdminModelForm):
    """Writes down of each special day when it was said, or said anew."""

    def save(self, commit=True):
        now = timezone.now()
        for line in self.formsets["special_days"]:
            if line.has_changed():
                line.instance.said_at = now
        return super().save(commit)


@register_setting(icon="time")
class VisitSettings(ClusterableModel, BaseGenericSetting):
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
    good_to_know = models.CharField(
        _("good to know before coming"),
        max_length=200,
        blank=True,
        help_text=_("Admission is free; where to park. The hours themselves follow from the week."),
    )
    way_here = models.TextField(_("how to come"), blank=True)
    door = picture(
        _("picture of the door"),
        help_text=_("A photograph from where people come, so that they know it again."),
    )
    door_alt = seen_on(
        _("what is seen on the picture of the door"),
        help_text=_("One sentence for those who have it read to them."),
    )
    map = picture(
        _("sketch of the way"),
        help_text=_("Drawn by hand and photographed will do: road, bus stop, the museum’s door."),
    )
    map_alt = seen_on(
        _("what is seen on the sketch of the way"),
        help_text=_("One sentence for those who have it read to them."),
    )
    outside_from = models.CharField(
        _("from outside are those from"),
        max_length=10,
        choices=Origin.choices[1:],
        default=Origin.CITY,
        help_text=_("And from farther away. The figures “from outside” follow."),
    )
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
            help_text=_(
                "Where several lines name the same day, the line that was written or changed last "
                "counts; of lines saved at once, the one with fewer days. What is closed here stays "
                "closed, whatever the form for the year’s holidays says."
            ),
        ),
        MultiFieldPanel(
            [FieldPanel("good_to_know"), FieldPanel("way_here"), FieldPanel("outside_from")],
            _("Visitors"),
        ),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("door", "door_alt", "map", "map_alt")],
            _("Door and way, in pictures"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("takes_bookings"),
                FieldRowPanel([FieldPanel("slot_minutes"), FieldPanel("slot_capacity")]),
                FieldRowPanel([FieldPanel("days_ahead"), FieldPanel("days_open")]),
            ],
            _("Bookings"),
        ),
        MultiFieldPanel(
            [FieldPanel("contact_months"), FieldPanel("notice_version")], _("Contact data")
        ),
    ]

    base_form_class = HoursForm

    class Meta:
        verbose_name = _("opening hours and bookings")

    def __str__(self):
        return str(self._meta.verbose_name)

    def clean(self):
        for name in ("door", "map"):
            if getattr(self, f"{name}_id") and not getattr(self, f"{name}_alt"):
                refuse(f"{name}_alt", _("Say in one sentence what is seen on the picture: some "
                                        "have the page read to them."), "alt")  # fmt: skip
