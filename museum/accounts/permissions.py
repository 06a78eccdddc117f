"""Who may do what with accounts, pages, pictures and the museum's settings, as law."""

from django.utils.translation import gettext_lazy as _

from museum.accounts.law import PAGES, PICTURES, Law, Right
from museum.accounts.roles import COORDINATOR, CURATOR, KEEPER, REGISTRAR, ROLES

CURATOR_ALONE = (CURATOR,)

LAW = Law(
    acts={
        "keep_accounts": Right("accounts.user.change_user", CURATOR_ALONE),
        "make_accounts": Right("accounts.user.add_user", CURATOR_ALONE,
                               _("Only the curator makes accounts.")),
        "keep_settings": Right("museum.museum.change_museum", CURATOR_ALONE),
        "take_off_second_factor": Right("accounts.user.change_user", CURATOR_ALONE,
                                        _("Only the curator takes a second lock off.")),
    },
    beside=(
        Right("wagtailadmin.admin.access_admin", ROLES),
        Right("accounts.user.view_user", CURATOR_ALONE),
        Right("museum.ledgerline.view_ledgerline", CURATOR_ALONE),
        Right("museum.campaign.view_campaign", (CURATOR, COORDINATOR)),
        Right("museum.campaign.add_campaign", CURATOR_ALONE),
        Right("museum.campaign.change_campaign", CURATOR_ALONE),
        Right("wagtailimages.image.add_image", (CURATOR, REGISTRAR), over=PICTURES),
        Right("wagtailimages.image.choose_image", (CURATOR, REGISTRAR, KEEPER), over=PICTURES),
        Right("wagtailimages.image.change_image", CURATOR_ALONE, over=PICTURES),
        Right("wagtailimages.image.delete_image", CURATOR_ALONE, over=PICTURES),
        *(Right(f"wagtailcore.page.{act}_page", CURATOR_ALONE, over=PAGES)
          for act in ("add", "change", "publish", "lock", "unlock")),
    ),
    rules={
        "keep_accounts": _("Make accounts and switch them off"),
        "make_accounts": _("Make accounts for people who have come"),
        "keep_settings": _("Change the museum’s own settings and make backups"),
        "take_off_second_factor": _("Take a lost second lock off somebody’s account"),
    },
)  # fmt: skip
