"""A label may be known only where it sticks."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("store", "0008_participant_email")]

    operations = [
        migrations.AddField(
            model_name="label",
            name="offered",
            field=models.BooleanField(db_default=True),
        )
    ]
