"""The outbox as the models have it."""

import django.db.models.deletion
import tripost.kit.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('addresses', '0002_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('store', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Outgoing',
            fields=[
                ('id', tripost.kit.fields.Id(primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=10)),
                ('envelope_from', models.CharField(blank=True, max_length=320)),
                ('created_at', models.DateTimeField()),
                ('not_before', models.DateTimeField()),
                ('cancelled_at', models.DateTimeField(null=True)),
                ('expanded', models.BooleanField(default=True)),
                ('cursor', models.BigIntegerField(default=0)),
                ('left_at', models.DateTimeField(null=True)),
                ('draft', models.JSONField(default=dict)),
                ('paused_at', models.DateTimeField(null=True)),
                ('total', models.PositiveIntegerField(db_default=0, default=0)),
                ('copies', models.PositiveIntegerField(db_default=0, default=0)),
                ('sent', models.PositiveIntegerField(db_default=0, default=0)),
                ('deferred', models.PositiveIntegerField(db_default=0, default=0)),
                ('failed', models.PositiveIntegerField(db_default=0, default=0)),
                ('cancelled', models.PositiveIntegerField(db_default=0, default=0)),
                ('finished_at', models.DateTimeField(null=True)),
                ('address', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='addresses.address')),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                ('base', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='store.blob')),
                ('conversation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to='store.conversation')),
                ('message', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, to='store.message')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('cancelled_at__isnull', True), ('expanded', False)), fields=['not_before'], name='posts_to_expand'), models.Index(condition=models.Q(('cancelled_at__isnull', True), ('left_at__isnull', True)), fields=['not_before'], name='sends_waiting')],
            },
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', tripost.kit.fields.Id(primary_key=True, serialize=False)),
                ('recipient', models.CharField(max_length=320)),
                ('state', models.CharField(choices=[('queued', 'Queued'), ('sent', 'Sent'), ('deferred', 'Deferred'), ('failed', 'Failed'), ('cancelled', 'Cancelled')], default='queued', max_length=10)),
                ('next_at', models.DateTimeField()),
                ('lease_until', models.DateTimeField(null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('code', models.CharField(default='', max_length=16)),
                ('detail', models.CharField(default='', max_length=500)),
                ('settled_at', models.DateTimeField(null=True)),
                ('domain', models.CharField(db_default='', default='', max_length=253)),
                ('subscriber_id', models.BigIntegerField(null=True)),
                ('bounced_at', models.DateTimeField(null=True)),
                ('complained_at', models.DateTimeField(null=True)),
                ('unsubscribed_at', models.DateTimeField(null=True)),
                ('answered_at', models.DateTimeField(null=True)),
                ('clicked_at', models.DateTimeField(null=True)),
                ('outgoing', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='outbound.outgoing')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state__in', ('queued', 'deferred')), ('subscriber_id__isnull', True)), fields=['next_at', 'id'], name='answers_due'), models.Index(condition=models.Q(('lease_until__isnull', True), ('state__in', ('queued', 'deferred')), ('subscriber_id__isnull', False)), fields=['next_at', 'id'], name='copies_due'), models.Index(condition=models.Q(('lease_until__isnull', True), ('state__in', ('queued', 'deferred')), ('subscriber_id__isnull', False)), fields=['domain', 'next_at'], name='copies_of_domain'), models.Index(condition=models.Q(('bounced_at__isnull', False), ('complained_at__isnull', False), ('unsubscribed_at__isnull', False), ('answered_at__isnull', False), ('clicked_at__isnull', False), _connector='OR'), fields=['outgoing'], name='delivery_events'), models.Index(condition=models.Q(('answered_at__isnull', False)), fields=['answered_at', 'subscriber_id'], name='delivery_answered'), models.Index(condition=models.Q(('complained_at__isnull', False)), fields=['complained_at', 'subscriber_id'], name='delivery_complained'), models.Index(condition=models.Q(('subscriber_id__isnull', False)), fields=['subscriber_id', 'id'], name='delivery_subscriber')],
                'constraints': [models.UniqueConstraint(fields=('outgoing', 'recipient'), name='one_delivery_per_recipient')],
            },
        ),
        migrations.CreateModel(
            name='Attempt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('outcome', models.CharField(max_length=10)),
                ('code', models.CharField(default='', max_length=16)),
                ('text', models.CharField(default='', max_length=500)),
                ('delivery', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='outbound.delivery')),
            ],
        ),
        migrations.CreateModel(
            name='Suppression',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.CharField(max_length=320, unique=True)),
                ('reason', models.CharField(max_length=20)),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Destination',
            fields=[
                ('domain', models.CharField(max_length=253, primary_key=True, serialize=False)),
                ('limit', models.PositiveSmallIntegerField()),
                ('closed_until', models.DateTimeField(null=True)),
                ('code', models.CharField(default='', max_length=16)),
                ('text', models.CharField(default='', max_length=500)),
                ('at', models.DateTimeField()),
            ],
        ),
    ]
