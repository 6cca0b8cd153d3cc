"""Find the sends that have not begun to leave without a scan."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One index."""

    dependencies = [("outbound", "0003_posts_to_expand")]

    operations = [
        migrations.AddIndex(
            model_name="outgoing",
            index=models.Index(
                fields=["not_before"],
                name="sends_waiting",
                condition=models.Q(cancelled_at__isnull=True, left_at__isnull=True),
            ),
        ),
    ]
