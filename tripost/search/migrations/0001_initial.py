"""Saved views and what is kept of them as the models have them."""

import django.db.models.deletion
import tripost.kit.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='View',
            fields=[
                ('id', tripost.kit.fields.Id(primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=120)),
                ('query', models.CharField(max_length=2000)),
                ('sort', models.CharField(default='newest', max_length=10)),
                ('shared', models.BooleanField(default=False)),
                ('tone', models.PositiveSmallIntegerField(default=1)),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('built', models.BooleanField(db_default=False)),
                ('looked_at', models.DateTimeField(null=True)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL)),
                ('team', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, to='people.team')),
            ],
        ),
        migrations.CreateModel(
            name='Member',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('conversation_id', models.BigIntegerField(db_index=True)),
                ('address_id', models.BigIntegerField()),
                ('confidential', models.BooleanField()),
                ('last_activity_at', models.DateTimeField()),
                ('view', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='search.view')),
            ],
            options={
                'indexes': [models.Index(fields=['view', 'last_activity_at', 'conversation_id'], name='member_listed')],
                'constraints': [models.UniqueConstraint(fields=('view', 'conversation_id'), name='one_member')],
            },
        ),
        migrations.CreateModel(
            name='ViewCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address_id', models.BigIntegerField()),
                ('n', models.BigIntegerField()),
                ('view', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='search.view')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('view', 'address_id'), name='one_view_count')],
            },
        ),
        migrations.CreateModel(
            name='Followed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('modseq', models.BigIntegerField()),
            ],
        ),
    ]
