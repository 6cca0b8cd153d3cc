"""Why a campaign came back, which digests tell of it, and from when on an archive is public."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('distribution_list', '0001_initial'),
        ('outbound', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='campaign',
            name='back',
            field=models.CharField(db_default='', default='', max_length=8),
        ),
        migrations.AddField(
            model_name='campaign',
            name='run',
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name='listsettings',
            name='public_since',
            field=models.DateTimeField(null=True),
        ),
        migrations.CreateModel(
            name='InDigest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('outgoing', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, to='outbound.outgoing')),
                ('subscriber', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, to='distribution_list.subscriber')),
            ],
            options={
                'indexes': [models.Index(fields=['subscriber'], name='in_digest_of')],
                'constraints': [models.UniqueConstraint(fields=('outgoing', 'subscriber'), name='in_digest_once')],
            },
        ),
    ]
