from django.db import migrations

from partnerships.models.org_ids import looks_like_org_id


def fold(apps, schema_editor):
    """Work out the folded names of the organisations there are, and write their numbers in one way.

    A number that is none stays as it was typed, until somebody puts it right; so does one that
    another organisation has when it is written so.
    """
    organisations = apps.get_model("partnerships", "Organisation").objects
    taken = set(organisations.values_list("org_id", flat=True))
    for one in organisations.only("name", "org_id").iterator(chunk_size=2000):
        number = looks_like_org_id(one.org_id)
        if number and number not in taken:
            taken.add(number)
            one.org_id = number
        one.save(update_fields=["folded_name", "org_id"])


class Migration(migrations.Migration):
    # By itself: PostgreSQL alters no table that has changes waiting to be checked.
    dependencies = [("partnerships", "0019_organisations")]

    operations = [migrations.RunPython(fold, migrations.RunPython.noop, elidable=True)]
