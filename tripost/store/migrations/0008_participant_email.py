"""Who takes part where is found by mail address."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("store", "0007_tallies")]

    operations = [
        migrations.AddIndex(
            model_name="participant",
            index=models.Index(fields=["email"], name="participant_email"),
        )
    ]
