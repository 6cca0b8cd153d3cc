"""What a token is for, in the words of who made it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One column."""

    dependencies = [("people", "0004_answered_rights")]

    operations = [
        migrations.AddField(
            model_name="token",
            name="name",
            field=models.CharField(default="", db_default="", max_length=100),
        ),
    ]
