"""Whoever sees only what is assigned to them walks along it, newest first."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("store", "0010_priority_by_state")]

    operations = [
        migrations.AddIndex(
            model_name="conversation",
            index=models.Index(
                fields=["assignee", "last_activity_at", "id"],
                name="conv_given",
                condition=models.Q(("assignee__isnull", False)),
            ),
        )
    ]
