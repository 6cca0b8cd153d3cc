# Written beside `makemigrations`: who may always post, and which conversation answers a send.

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('addresses', '0003_lists_complete'),
        ('distribution_list', '0004_public_pages'),
        ('outbound', '0005_lists_complete'),
        ('store', '0013_twins_by_words'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='heldpost',
            name='believed',
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name='heldpost',
            name='decided_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='heldpost',
            name='note',
            field=models.TextField(db_default='', default=''),
        ),
        migrations.AddField(
            model_name='heldpost',
            name='told_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.CreateModel(
            name='Allowed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.CharField(max_length=320)),
                ('at', models.DateTimeField()),
                ('address', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='addresses.address')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.CharField(max_length=320)),
                ('address', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='addresses.address')),
                ('conversation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='store.conversation')),
                ('outgoing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='outbound.outgoing')),
            ],
        ),
        migrations.AddConstraint(
            model_name='allowed',
            constraint=models.UniqueConstraint(fields=('address', 'email'), name='one_allowed'),
        ),
        migrations.AddConstraint(
            model_name='answer',
            constraint=models.UniqueConstraint(fields=('outgoing', 'address', 'email'), name='one_answer'),
        ),
    ]
