"""Whether whoever answers first has the conversation from then on."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One column; it counts where a mode assigns at all."""

    dependencies = [("addresses", "0003_lists_complete")]

    operations = [
        migrations.AddField(
            model_name="address",
            name="answer_assigns",
            field=models.BooleanField(db_default=True, default=True),
        ),
    ]
