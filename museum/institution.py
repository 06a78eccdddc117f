"""The museum's own settings: one row, edited under 设置, read through museum.public."""

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from museum import clock
from museum.refusals import refuse

PREFIX = RegexValidator(r"^[A-Z]{1,4}$", _("One to four capital letters."))


def prefix(verbose_name, default):
    return models.CharField(verbose_name, max_length=4, default=default, validators=[PREFIX])


@register_setting(icon="home")
class Museum(BaseGenericSetting):
    """What the museum is called, where it is, how it numbers, who is allowed what."""

    name = models.CharField(_("name of the museum"), max_length=60, default="村史馆")
    region_code = models.CharField(
        _("region code"),
        max_length=12,
        blank=True,
        validators=[RegexValidator(r"^\d{6}(\d{3}){0,2}$", _("6, 9 or 12 digits."))],
        help_text=_("Administrative division code (GB/T 2260), 6 to 12 digits."),
    )
    # From the village outward: what "from outside" means for visitors follows from these.
    village = models.CharField(_("village"), max_length=40, blank=True)
    township = models.CharField(_("township"), max_length=40, blank=True)
    district = models.CharField(_("district or county"), max_length=40, blank=True)
    city = models.CharField(_("city or prefecture"), max_length=40, blank=True)
    province = models.CharField(_("province"), max_length=40, blank=True)
    host = models.CharField(_("host organisation"), max_length=80, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    telephone = models.CharField(_("telephone"), max_length=40, blank=True)
    icp = models.CharField(_("ICP filing number"), max_length=60, blank=True)
    police_filing = models.CharField(_("police filing number"), max_length=60, blank=True)
    footer_note = models.CharField(_("note in the footer"), max_length=200, blank=True)
    founded_on = models.DateField(_("founded on"), null=True, blank=True)
    first_year = models.PositiveSmallIntegerField(
        _("the registers begin in the year"),
        default=1980,
        validators=[MinValueValidator(1800), MaxValueValidator(2100)],
        help_text=_(
            "No receipt, visit or shift is dated earlier: 0202 instead of 2026 is asked about."
        ),
    )

    collection_prefix = prefix(_("prefix of collection numbers"), "CS")
    deposit_prefix = prefix(_("prefix of deposit numbers"), "JC")
    support_prefix = prefix(_("prefix of supporting exhibits"), "FZ")
    replica_prefix = prefix(_("prefix of replicas"), "FB")
    donation_prefix = prefix(_("prefix of receipts"), "RG")

    separate_keepers = models.BooleanField(
        _("the register and the store are kept by different people"),
        default=False,
        help_text=_(
            "Whoever may accept objects into the register can then not move them "
            "(博物馆藏品管理办法)."
        ),
    )
    demo_since = models.DateTimeField(_("demo village since"), null=True, editable=False)

    panels = [
        MultiFieldPanel(
            [
                FieldPanel("name"),
                FieldPanel("host"),
                FieldPanel("region_code"),
                FieldRowPanel([FieldPanel("province"), FieldPanel("city")]),
                FieldRowPanel([FieldPanel("district"), FieldPanel("township")]),
                FieldPanel("village"),
                FieldPanel("address"),
                FieldPanel("telephone"),
                FieldRowPanel([FieldPanel("founded_on"), FieldPanel("first_year")]),
            ],
            _("The museum"),
        ),
        MultiFieldPanel(
            [FieldPanel("icp"), FieldPanel("police_filing"), FieldPanel("footer_note")],
            _("Footer of the website"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("collection_prefix"), FieldPanel("deposit_prefix")]),
                FieldRowPanel([FieldPanel("support_prefix"), FieldPanel("replica_prefix")]),
                FieldPanel("donation_prefix"),
            ],
            _("Number prefixes"),
            help_text=_("Numbers already given keep their prefix."),
            classname="collapsed",
        ),
        FieldPanel("separate_keepers"),
    ]

    class Meta:
        verbose_name = _("the museum's own settings")

    def __str__(self):
        return self.name

    def clean(self):
        if self.founded_on and not 1800 <= self.founded_on.year <= clock.today().year:
            refuse("founded_on", _("%(year)s? Look at the year again.")
                   % {"year": f"{self.founded_on.year:04d}年"}, "year")  # fmt: skip
        used = [getattr(self, f.name) for f in self._meta.fields if f.name.endswith("_prefix")]
        if len(set(used)) != len(used):
            refuse(None, _("Each series needs a prefix of its own."), "same_prefix")
