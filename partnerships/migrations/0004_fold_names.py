from django.db import migrations


def fold_names(apps, schema_editor):
    """Work out the folded names of the people there are; from now on saving one does."""
    person_model = apps.get_model("partnerships", "Person")
    for person in person_model.objects.only("name").iterator(chunk_size=2000):
        person.save(update_fields=["folded_name"])


class Migration(migrations.Migration):
    # By itself: PostgreSQL alters no table that has changes waiting to be checked.
    dependencies = [("partnerships", "0003_register_in_full")]

    operations = [migrations.RunPython(fold_names, migrations.RunPython.noop, elidable=True)]
