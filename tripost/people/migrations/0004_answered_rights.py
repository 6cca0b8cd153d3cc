"""Keep with what rights an answer was given, so that it is not repeated to who has lost one."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One column."""

    dependencies = [("people", "0003_shared_inbox")]

    operations = [
        migrations.AddField(
            model_name="answered",
            name="rights",
            field=models.JSONField(default=dict),
        ),
    ]
