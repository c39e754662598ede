from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [
        migrations.AddIndex(
            model_name="auditevent",
            index=models.Index(
                condition=models.Q(("verb", "people.correct")),
                fields=["subject_id"],
                name="event_of_person_corrected",
            ),
        ),
    ]
