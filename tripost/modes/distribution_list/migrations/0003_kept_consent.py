"""What the chain of consent comes to stands with each subscriber; an index nobody asked goes."""

from django.db import migrations, models

_SAID = (
    "EXISTS (SELECT 1 FROM distribution_list_consent k WHERE k.address_id = "
    "distribution_list_subscriber.address_id AND k.kind = '{kind}' "
    "AND k.email = distribution_list_subscriber.email AND NOT EXISTS "
    "(SELECT 1 FROM distribution_list_consent w WHERE w.address_id = k.address_id "
    "AND w.kind = 'withdrawn' AND w.email = k.email AND w.at >= k.at))"
)
_KEEP = (
    "UPDATE distribution_list_subscriber SET consent = CASE "
    f"WHEN {_SAID.format(kind='confirmed')} THEN 'confirmed' "
    f"WHEN {_SAID.format(kind='vouched')} THEN 'vouched' ELSE '' END"
)


class Migration(migrations.Migration):

    dependencies = [
        ('distribution_list', '0002_coming_back_and_digests'),
    ]

    operations = [
        migrations.AddField(
            model_name='subscriber',
            name='consent',
            field=models.CharField(db_default='', default='', max_length=9),
        ),
        migrations.RunSQL(_KEEP, migrations.RunSQL.noop),
        migrations.RemoveIndex(
            model_name='campaign',
            name='campaigns_due',
        ),
    ]
