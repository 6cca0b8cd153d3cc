"""What segments ask about a hundred thousand people is found along an index."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("distribution_list", "0006_imports")]

    operations = [
        migrations.AddIndex(
            model_name="subscriber",
            index=models.Index(fields=["address", "since"], name="subscriber_since"),
        ),
        migrations.AddIndex(
            model_name="consent",
            index=models.Index(fields=["address", "kind", "email", "at"], name="consent_kind"),
        ),
        migrations.AddIndex(
            model_name="click",
            index=models.Index(
                condition=models.Q(("scanner", False)),
                fields=["at", "subscriber"],
                name="clicks_of_people",
            ),
        ),
    ]
