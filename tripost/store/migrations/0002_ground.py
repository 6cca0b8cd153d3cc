"""The one row that numbers changes."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("store", "0001_initial")]
    operations = [
        migrations.RunSQL(
            "INSERT INTO store_modseq (id, value) VALUES (1, 0)",
            "DELETE FROM store_modseq",
        )
    ]
