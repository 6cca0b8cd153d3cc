"""What an import needs to go on where it was, and to be taken back without losing what came since."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("distribution_list", "0005_moderation"),
        ("store", "0013_twins_by_words"),
    ]

    operations = [
        migrations.AddField(
            model_name="import",
            name="blob",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="store.blob",
            ),
        ),
        migrations.AddField(
            model_name="import",
            name="form",
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name="import",
            name="update",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="import",
            name="done",
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="import",
            name="kept",
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="import",
            name="finished_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="importline",
            name="mark",
            field=models.CharField(db_default="", default="", max_length=16),
        ),
        migrations.AddIndex(
            model_name="subscriber",
            index=models.Index(fields=["address", "state"], name="subscriber_state"),
        ),
    ]
