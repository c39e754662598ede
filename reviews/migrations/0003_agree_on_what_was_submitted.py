"""What was planned in reviews that are submitted already lives from the day of its submission."""

from django.db import migrations
from django.utils import timezone


def agree(apps, schema_editor):
    Submission = apps.get_model("reviews", "Submission")
    PlannedAction = apps.get_model("reviews", "PlannedAction")
    for review_id, at in Submission.objects.order_by("-number").values_list(
        "review", "submitted_at"
    ):
        PlannedAction.objects.filter(review=review_id, due_on__isnull=False).update(
            agreed_on=timezone.localdate(at)
        )


class Migration(migrations.Migration):
    dependencies = [("reviews", "0002_review_in_full")]

    operations = [migrations.RunPython(agree, migrations.RunPython.noop, elidable=True)]
