from django.db import migrations

from museum.accounts.roles import CURATOR, PAGES, PICTURES, RIGHTS, grant, permission

PLACES = [("接收处", "reception"), ("库房", "store"), ("馆外", "elsewhere")]


def first_places(apps, schema_editor):
    """Somewhere to receive, to keep and to leave: without these nothing can begin."""
    Place = apps.get_model("catalogue", "Place")
    Tag = apps.get_model("catalogue", "Tag")
    for position, (name, kind) in enumerate(PLACES, start=90):
        place = Place.objects.create(name=name, trail=name, kind=kind, position=position)
        place.root = place
        place.save(update_fields=["root"])
        Tag.objects.create(code=f"WZ{place.pk:03d}", place=place)


def roles(apps, schema_editor):
    Collection = apps.get_model("wagtailcore", "Collection")
    CollectionPermission = apps.get_model("wagtailcore", "GroupCollectionPermission")
    PagePermission = apps.get_model("wagtailcore", "GroupPagePermission")
    Page = apps.get_model("wagtailcore", "Page")
    all_pictures = Collection.objects.get(depth=1)
    all_pages = Page.objects.get(depth=1)
    for name, rights in RIGHTS.items():
        group = grant(apps, name, rights)
        for codename in PICTURES.get(name, []):
            CollectionPermission.objects.get_or_create(
                group=group,
                collection=all_pictures,
                permission=permission(apps, f"wagtailimages.image.{codename}"),
            )
        for codename in PAGES.get(name, []):
            PagePermission.objects.get_or_create(
                group=group, page=all_pages, permission=permission(apps, f"wagtailcore.page.{codename}")
            )


def review(apps, schema_editor):
    """One step: the curator reads. Submitting is 请馆长看, sending back is 退回补充."""
    ContentType = apps.get_model("contenttypes", "ContentType")
    Group = apps.get_model("auth", "Group")
    CuratorReview = apps.get_model("catalogue", "CuratorReview")
    Workflow = apps.get_model("wagtailcore", "Workflow")
    WorkflowTask = apps.get_model("wagtailcore", "WorkflowTask")
    WorkflowContentType = apps.get_model("wagtailcore", "WorkflowContentType")
    task_type, _created = ContentType.objects.get_or_create(
        app_label="catalogue", model="curatorreview"
    )
    item_type, _created = ContentType.objects.get_or_create(app_label="catalogue", model="item")
    task = CuratorReview.objects.create(name="馆长", active=True, content_type=task_type)
    task.groups.add(Group.objects.get(name=CURATOR))
    workflow = Workflow.objects.create(name="请馆长看", active=True)
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowContentType.objects.create(workflow=workflow, content_type=item_type)


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0002_codelists"),
        ("museum", "0001_initial"),
        ("people", "0001_initial"),
        ("pictures", "0001_initial"),
        ("accounts", "0001_initial"),
        ("wagtailadmin", "0006_formstate"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtailimages", "0027_image_description"),
    ]

    operations = [
        migrations.RunPython(first_places, migrations.RunPython.noop),
        migrations.RunPython(roles, migrations.RunPython.noop),
        migrations.RunPython(review, migrations.RunPython.noop),
    ]
