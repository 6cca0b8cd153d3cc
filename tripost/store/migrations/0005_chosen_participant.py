"""Remember that a colleague chose how somebody takes part."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One column."""

    dependencies = [("store", "0004_shared_inbox")]

    operations = [
        migrations.AddField(
            model_name="participant",
            name="chosen",
            field=models.BooleanField(db_default=False),
        ),
    ]
