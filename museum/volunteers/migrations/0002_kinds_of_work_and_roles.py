from django.db import migrations

from museum.accounts.roles import ADMIN, CURATOR, grant

KINDS = ["讲解", "值守", "登记", "拍照", "上门征集", "搬运", "保洁"]

COORDINATOR = "志愿者召集人"
AT_THE_DOOR = "值班员"

REGISTER = [
    "volunteers.volunteer.view_volunteer",
    "volunteers.volunteer.add_volunteer",
    "volunteers.volunteer.enrol",
    "volunteers.volunteer.roster",
    "volunteers.volunteer.keep_hours",
    "volunteers.volunteer.attend",
    "volunteers.volunteer.certify",
    "volunteers.statement.view_statement",
    "volunteers.shifttemplate.view_shifttemplate",
    "volunteers.shifttemplate.add_shifttemplate",
    "volunteers.shifttemplate.change_shifttemplate",
    "volunteers.role.view_role",
    "volunteers.role.add_role",
    "volunteers.role.change_role",
]
RIGHTS = {
    CURATOR: [*REGISTER, "volunteers.volunteering.change_volunteering"],
    COORDINATOR: [
        ADMIN,
        *REGISTER,
        "people.person.view_person",
        "people.person.add_person",
        "people.person.change_person",
        # Whoever makes the rota has to ring people up.
        "people.person.see_phone",
    ],
    AT_THE_DOOR: [ADMIN, "volunteers.volunteer.attend"],
}


def kinds(apps, schema_editor):
    Role = apps.get_model("volunteers", "Role")
    for position, name in enumerate(KINDS, start=1):
        Role.objects.get_or_create(name=name, defaults={"position": position * 10})


def roles(apps, schema_editor):
    for name, rights in RIGHTS.items():
        grant(apps, name, rights)


class Migration(migrations.Migration):
    dependencies = [
        ("volunteers", "0001_initial"),
        ("catalogue", "0003_first_places_and_roles"),
        ("accounts", "0001_initial"),
        ("wagtailadmin", "0006_formstate"),
    ]

    operations = [
        migrations.RunPython(kinds, migrations.RunPython.noop),
        migrations.RunPython(roles, migrations.RunPython.noop),
    ]
