"""What a register cannot begin without: code lists, three places, and the curator's review."""

from django.db import migrations

from museum.catalogue import codelists

CURATOR = "馆长"
PLACES = [("接收处", "reception"), ("库房", "store"), ("不在馆里", "elsewhere")]


def terms(apps, schema_editor):
    codelists.load(apps.get_model("catalogue", "Term"))


def first_places(apps, schema_editor):
    """Somewhere to receive, to keep and to leave."""
    Place = apps.get_model("catalogue", "Place")
    Tag = apps.get_model("catalogue", "Tag")
    for position, (name, kind) in enumerate(PLACES, start=90):
        place = Place.objects.create(name=name, trail=name, kind=kind, position=position)
        place.root = place
        place.tree_order = f"{position:05d}999999{place.pk:010d}"  # Place.save
        place.save(update_fields=["root", "tree_order"])
        Tag.objects.create(code=f"WZ{place.pk:03d}", place=place)


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
    task.groups.add(Group.objects.get_or_create(name=CURATOR)[0])
    workflow = Workflow.objects.create(name="请馆长看", active=True)
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowContentType.objects.create(workflow=workflow, content_type=item_type)


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0001_initial"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.RunPython(terms, migrations.RunPython.noop),
        migrations.RunPython(first_places, migrations.RunPython.noop),
        migrations.RunPython(review, migrations.RunPython.noop),
    ]
