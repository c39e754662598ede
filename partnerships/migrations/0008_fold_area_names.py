from django.db import migrations


def fold_names(apps, schema_editor):
    """Work out the folded names of the areas there are; from now on saving one does."""
    for area in apps.get_model("partnerships", "Area").objects.only("name"):
        area.save(update_fields=["folded_name"])


class Migration(migrations.Migration):
    # By itself: PostgreSQL alters no table that has changes waiting to be checked.
    dependencies = [("partnerships", "0007_find")]

    operations = [migrations.RunPython(fold_names, migrations.RunPython.noop, elidable=True)]
