"""Find the copies that wait for one slow domain."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("outbound", "0007_behaviour")]

    operations = [
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(
                condition=models.Q(
                    ("lease_until__isnull", True),
                    ("state__in", ("queued", "deferred")),
                    ("subscriber_id__isnull", False),
                ),
                fields=["domain", "next_at"],
                name="copies_of_domain",
            ),
        ),
    ]
