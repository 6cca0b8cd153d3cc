"""Since when does a copy wait for another try? Its patience counts from there."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("outbound", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="delivery",
            name="waits_since",
            field=models.DateTimeField(null=True),
        ),
    ]
