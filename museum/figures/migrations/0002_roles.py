from django.db import migrations

from museum.accounts.roles import ADMIN, CURATOR, grant

COORDINATOR = "志愿者召集人"

RIGHTS = {
    CURATOR: [
        "figures.report.view_report",
        "figures.report.hand_in",
        "museum.campaign.view_campaign",
        "museum.campaign.add_campaign",
        "museum.campaign.change_campaign",
    ],
    COORDINATOR: [ADMIN, "figures.report.view_report", "museum.campaign.view_campaign"],
}


def roles(apps, schema_editor):
    for name, rights in RIGHTS.items():
        grant(apps, name, rights)


class Migration(migrations.Migration):
    dependencies = [
        ("figures", "0001_initial"),
        ("museum", "0003_campaigns"),
        ("catalogue", "0003_first_places_and_roles"),
        ("wagtailadmin", "0006_formstate"),
    ]

    operations = [
        migrations.RunPython(roles, migrations.RunPython.noop),
    ]
