"""An empty first page in place of Wagtail's welcome page, so that a new museum is no stranger's."""

from django.db import migrations

ROOT_PATH = "0001"


def put_up_the_first_page(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Page = apps.get_model("wagtailcore", "Page")
    Site = apps.get_model("wagtailcore", "Site")
    Locale = apps.get_model("wagtailcore", "Locale")
    HomePage = apps.get_model("exhibits", "HomePage")

    root = Page.objects.filter(path=ROOT_PATH, depth=1).first()
    welcome = Page.objects.filter(
        depth=2,
        slug="home",
        numchild=0,
        content_type__app_label="wagtailcore",
        content_type__model="page",
    )
    lived_in = Site.objects.exclude(root_page__in=welcome).exists()
    if root is None or lived_in or HomePage.objects.exists():
        return
    welcome.delete()
    paths = set(Page.objects.filter(depth=2).values_list("path", flat=True))
    path = next(p for p in (f"{ROOT_PATH}{n:04d}" for n in range(1, 10000)) if p not in paths)

    kind, _ = ContentType.objects.get_or_create(app_label="exhibits", model="homepage")
    locale = root.locale or Locale.objects.first()
    home = HomePage.objects.create(
        title="村史馆",
        draft_title="村史馆",
        slug="home",
        url_path="/home/",
        path=path,
        depth=2,
        numchild=0,
        live=True,
        content_type=kind,
        locale=locale,
    )
    root.numchild = len(paths) + 1
    root.save(update_fields=["numchild"])
    Site.objects.create(
        hostname="localhost", port=80, is_default_site=True, root_page=home, site_name="村史馆"
    )


class Migration(migrations.Migration):
    dependencies = [
        ("exhibits", "0001_initial"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(put_up_the_first_page, migrations.RunPython.noop)]
