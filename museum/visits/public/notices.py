"""What happens with contact data, told before it is asked for (个人信息保护法 §17)."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from museum.visits.models import VisitSettings


@dataclass(frozen=True, slots=True)
class PublicNotice:
    """What happens with contact data, as a list, with its version (网络数据安全管理条例 §21)."""

    version: str
    lines: tuple[tuple[str, str], ...]


def notice(museum) -> PublicNotice:
    """Return the notice that stands beside the booking form. museum: PublicMuseum."""
    setting = VisitSettings.load()
    who = museum.host or museum.name
    months = setting.contact_months
    return PublicNotice(
        version=setting.notice_version,
        lines=(
            (_("Who asks"), f"{who}{'，' + museum.telephone if museum.telephone else ''}"),
            (_("What for"), _("To expect your visit and to call you if something changes.")),
            (_("What"), _("The name and telephone number of one person, and what you write down. "
                          "No identity number, no list of names.")),
            (_("Who reads it"), _("Those on duty in the museum. It is given to nobody else and "
                                  "never published.")),
            (_("How long"), _("Name, number and wishes are removed %(months)s months after the "
                              "visit. That a group came, and how many, stays in the register.")
             % {"months": months}),
            (_("Your rights"), _("On your booking’s page you can read, change and cancel it. To "
                                 "have your data removed earlier, call us or ask in the museum.")),
        ),
    )  # fmt: skip
