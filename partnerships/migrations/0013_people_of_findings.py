from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def work_out_again(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Nobody counted people before, so every standing is worked out when somebody next looks."""
    apps.get_model("partnerships", "Area").objects.update(standing_version=None)


class Migration(migrations.Migration):
    dependencies = [
        ("partnerships", "0012_standing_when_due"),
    ]

    operations = [
        migrations.AddField(
            model_name="standing",
            name="people",
            field=models.JSONField(
                default=dict,
                help_text="How many people the findings of each rule are about: {rule: count}.",
            ),
        ),
        migrations.RunPython(work_out_again, migrations.RunPython.noop, elidable=True),
    ]
