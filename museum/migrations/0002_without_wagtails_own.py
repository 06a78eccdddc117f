"""What Wagtail brings along in English and a village has no use for: two groups, one workflow, and
the name of the root of all pages."""

from django.db import migrations

WORKFLOW = "Moderators approval"
GROUPS = ["Editors", "Moderators"]


def take_out(apps, schema_editor):
    """Take out what nobody has begun to use."""
    Page = apps.get_model("wagtailcore", "Page")
    Workflow = apps.get_model("wagtailcore", "Workflow")
    Task = apps.get_model("wagtailcore", "GroupApprovalTask")
    WorkflowState = apps.get_model("wagtailcore", "WorkflowState")
    Group = apps.get_model("auth", "Group")

    Page.objects.filter(depth=1, title="Root").update(title="网站", draft_title="网站")
    if not WorkflowState.objects.filter(workflow__name=WORKFLOW).exists():
        Workflow.objects.filter(name=WORKFLOW).delete()
        Task.objects.filter(name=WORKFLOW).delete()
    Group.objects.filter(name__in=GROUPS, user=None).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("museum", "0001_initial"),
        ("accounts", "0001_initial"),
        ("pictures", "0001_initial"),
        ("wagtailadmin", "0006_formstate"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailimages", "0027_image_description"),
    ]

    operations = [migrations.RunPython(take_out, migrations.RunPython.noop)]
