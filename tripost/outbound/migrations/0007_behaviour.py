"""Who answered or complained lately is found without reading every delivery there ever was."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("outbound", "0006_tallies")]

    operations = [
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(
                condition=models.Q(("answered_at__isnull", False)),
                fields=["answered_at", "subscriber_id"],
                name="delivery_answered",
            ),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(
                condition=models.Q(("complained_at__isnull", False)),
                fields=["complained_at", "subscriber_id"],
                name="delivery_complained",
            ),
        ),
    ]
