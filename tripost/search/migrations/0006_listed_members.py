"""Members know their place in the list. They are found anew by the follower."""

from datetime import datetime, timezone

from django.db import migrations, models

AGAIN = (
    "DELETE FROM search_member",
    "DELETE FROM search_viewcount",
    "UPDATE search_view SET built = FALSE",
)


class Migration(migrations.Migration):
    dependencies = [("search", "0005_words")]
    operations = [
        migrations.RunSQL(AGAIN, migrations.RunSQL.noop),
        migrations.AddField(
            model_name="member",
            name="last_activity_at",
            field=models.DateTimeField(default=datetime(2026, 1, 1, tzinfo=timezone.utc)),
            preserve_default=False,
        ),
        migrations.AddIndex(
            model_name="member",
            index=models.Index(
                fields=["view", "last_activity_at", "conversation_id"], name="member_listed"
            ),
        ),
    ]
