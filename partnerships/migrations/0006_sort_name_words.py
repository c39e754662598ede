from django.db import migrations


def sort_name_words(apps, schema_editor):
    """Work out the sorted words of the names there are; from now on saving a person does."""
    person_model = apps.get_model("partnerships", "Person")
    for person in person_model.objects.only("name").iterator(chunk_size=2000):
        person.save(update_fields=["name_words"])


class Migration(migrations.Migration):
    # By itself: PostgreSQL alters no table that has changes waiting to be checked.
    dependencies = [("partnerships", "0005_name_words")]

    operations = [migrations.RunPython(sort_name_words, migrations.RunPython.noop, elidable=True)]
