"""Subscribers, campaigns and all else of a list as the models have them."""

import django.db.models.deletion
import tripost.kit.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('addresses', '0002_initial'),
        ('outbound', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('store', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Template',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('content', models.JSONField(default=dict)),
                ('at', models.DateTimeField()),
                ('address', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, to='addresses.address')),
            ],
        ),
        migrations.CreateModel(
            name='Attribute',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=40)),
                ('label', models.CharField(max_length=80)),
                ('kind', models.CharField(max_length=6)),
                ('choices', models.JSONField(default=list)),
                ('asked', models.BooleanField(default=False)),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('address', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='addresses.address')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('address', 'key'), name='one_attribute')],
            },
        ),
        migrations.CreateModel(
            name='SignUp',
            fields=[
                ('id', tripost.kit.fields.Id(primary_key=True, serialize=False)),
                ('email', models.CharField(max_length=320)),
                ('name', models.CharField(blank=True, max_length=200)),
                ('language', models.CharField(max_length=5)),
                ('attributes', models.JSONField(default=dict)),
                ('topics', models.JSONField(null=True)),
                ('consent', models.TextField()),
                ('form', models.CharField(max_length=500)),
                ('source', models.CharField(max_length=64)),
                ('at', models.DateTimeField()),
                ('mailed', models.CharField(default='', max_length=64)),
                ('confirmed_at', models.DateTimeField(null=True)),
                ('address', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='addresses.address')),
            ],
            options={
                'indexes': [models.Index(fields=['at'], name='signup_at'), models.Index(fields=['address', 'email'], name='signup_email')],
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('outgoing', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='outbound.outgoing')),
                ('email', models.CharField(max_length=320)),
                ('kind', models.CharField(max_length=12)),
                ('answered', models.BooleanField(db_default=False, default=False)),
                ('at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['email', 'at'], name='notice_email'), models.Index(fields=['at'], name='notice_at')],
            },
        ),
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', tripost.kit.fields.Id(primary_key=True, serialize=False)),
                ('email', models.CharField(max_length=320)),
                ('kind', models.CharField(max_length=12)),
                ('text', models.TextField(blank=True)),
                ('form', models.CharField(blank=True, max_length=500)),
                ('source', models.CharField(blank=True, max_length=64)),
                ('detail', models.JSONField(default=dict)),
                ('at', models.DateTimeField()),
                ('address', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='addresses.address')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['address', 'email'], name='consent_of'), models.Index(fields=['address', 'kind', 'email', 'at'], name='consent_kind')],
            },
        ),
        migrations.CreateModel(
            name='Import',
            fields=[
                ('id', tripost.kit.fields.Id(primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('file', models.CharField(max_length=200)),
                ('form', models.JSONField(default=dict)),
                ('mapping', models.JSONField(default=dict)),
                ('update', models.BooleanField(db_default=False, default=False)),
                ('evidence', models.TextField(blank=True)),
                ('state', models.CharField(default='running', max_length=8)),
                ('lines', models.PositiveIntegerField(default=0)),
                ('done', models.PositiveIntegerField(db_default=0, default=0)),
                ('added', models.PositiveIntegerField(default=0)),
                ('changed', models.PositiveIntegerField(default=0)),
                ('present', models.PositiveIntegerField(default=0)),
                ('refused', models.PositiveIntegerField(default=0)),
                ('kept', models.PositiveIntegerField(db_default=0, default=0)),
                ('finished_at', models.DateTimeField(null=True)),
                ('address', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='addresses.address')),
                ('blob', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='store.blob')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='HeldPost',
            fields=[
                ('id', tripost.kit.fields.Id(primary_key=True, serialize=False)),
                ('reason', models.CharField(max_length=40)),
                ('at', models.DateTimeField()),
                ('decided', models.CharField(default='', max_length=10)),
                ('believed', models.BooleanField(db_default=False, default=False)),
                ('decided_at', models.DateTimeField(null=True)),
                ('note', models.TextField(db_default='', default='')),
                ('told_at', models.DateTimeField(null=True)),
                ('address', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='addresses.address')),
                ('conversation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='store.conversation')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                ('message', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='store.message')),
            ],
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
            options={
                'constraints': [models.UniqueConstraint(fields=('address', 'email'), name='one_allowed')],
            },
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
            options={
                'constraints': [models.UniqueConstraint(fields=('outgoing', 'address', 'email'), name='one_answer')],
            },
        ),
        migrations.CreateModel(
            name='ListSettings',
            fields=[
                ('address', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='addresses.address')),
                ('language', models.CharField(db_default='de', default='de', max_length=5)),
                ('prefix', models.CharField(db_default='', default='', max_length=40)),
                ('footer', models.TextField(db_default='', default='')),
                ('reply_to', models.CharField(db_default='author', default='author', max_length=8)),
                ('reply_fixed', models.CharField(db_default='', default='', max_length=320)),
                ('posting_domains', models.JSONField(default=list)),
                ('max_size', models.BigIntegerField(db_default=0, default=0)),
                ('attachments', models.CharField(db_default='any', default='any', max_length=6)),
                ('attachment_types', models.JSONField(default=list)),
                ('archive', models.CharField(db_default='private', default='private', max_length=8)),
                ('topics', models.JSONField(default=list)),
                ('sign_up', models.BooleanField(db_default=False, default=False)),
                ('intro', models.TextField(db_default='', default='')),
                ('consent', models.TextField(db_default='', default='')),
                ('digest', models.CharField(db_default='daily', default='daily', max_length=7)),
                ('digest_hour', models.PositiveSmallIntegerField(db_default=8, default=8)),
                ('timezone', models.CharField(db_default='Europe/Berlin', default='Europe/Berlin', max_length=60)),
                ('approval', models.BooleanField(db_default=False, default=False)),
                ('clicks', models.BooleanField(db_default=False, default=False)),
                ('brand', models.JSONField(default=dict)),
                ('warned_at', models.DateTimeField(null=True)),
                ('digest_at', models.DateTimeField(null=True)),
                ('indexed', models.BooleanField(db_default=False, default=False)),
                ('reply_inbox', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='addresses.address')),
            ],
        ),
        migrations.CreateModel(
            name='Nested',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='nested_in', to='addresses.address')),
                ('parent', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='nested_lists', to='addresses.address')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('parent', 'child'), name='one_nesting'), models.CheckConstraint(condition=models.Q(('parent', models.F('child')), _negated=True), name='nested_in_another')],
            },
        ),
        migrations.CreateModel(
            name='Archived',
            fields=[
                ('id', tripost.kit.fields.Id(primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('subject', models.CharField(max_length=300)),
                ('author', models.CharField(max_length=200)),
                ('topics', models.JSONField(default=list)),
                ('address', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='addresses.address')),
                ('message', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='store.message')),
            ],
            options={
                'indexes': [models.Index(fields=['address', '-at'], name='archive_of_list')],
            },
        ),
        migrations.CreateModel(
            name='Subscriber',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.CharField(max_length=320)),
                ('name', models.CharField(blank=True, max_length=200)),
                ('state', models.CharField(default='active', max_length=12)),
                ('attributes', models.JSONField(default=dict)),
                ('since', models.DateTimeField()),
                ('left_at', models.DateTimeField(null=True)),
                ('language', models.CharField(db_default='', default='', max_length=5)),
                ('delivery', models.CharField(db_default='each', default='each', max_length=8)),
                ('paused_until', models.DateTimeField(null=True)),
                ('resumes', models.CharField(db_default='each', default='each', max_length=8)),
                ('topics', models.JSONField(null=True)),
                ('source', models.CharField(db_default='', default='', max_length=10)),
                ('score', models.FloatField(db_default=0, default=0)),
                ('bounces', models.PositiveSmallIntegerField(default=0)),
                ('bounced_at', models.DateTimeField(null=True)),
                ('digested_at', models.DateTimeField(null=True)),
                ('address', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='addresses.address')),
            ],
            options={
                'indexes': [models.Index(fields=['email'], name='subscriber_email'), models.Index(fields=['address', 'state'], name='subscriber_state'), models.Index(fields=['address', 'since'], name='subscriber_since'), models.Index(condition=models.Q(('delivery', 'digest'), ('state', 'active')), fields=['address', 'digested_at'], name='subscriber_digest'), models.Index(condition=models.Q(('delivery', 'pause'), ('paused_until__isnull', False)), fields=['paused_until'], name='subscriber_paused')],
                'constraints': [models.UniqueConstraint(fields=('address', 'email'), name='one_subscriber')],
            },
        ),
        migrations.CreateModel(
            name='Frozen',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.CharField(max_length=320)),
                ('not_before', models.DateTimeField()),
                ('outgoing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='outbound.outgoing')),
                ('subscriber', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='distribution_list.subscriber')),
            ],
            options={
                'indexes': [models.Index(fields=['outgoing', 'not_before', 'id'], name='frozen_due')],
                'constraints': [models.UniqueConstraint(fields=('outgoing', 'email'), name='frozen_once')],
            },
        ),
        migrations.CreateModel(
            name='Click',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('link', models.PositiveSmallIntegerField()),
                ('at', models.DateTimeField()),
                ('scanner', models.BooleanField(default=False)),
                ('outgoing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='outbound.outgoing')),
                ('subscriber', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='distribution_list.subscriber')),
            ],
            options={
                'indexes': [models.Index(fields=['outgoing', 'link'], name='clicks_of_send'), models.Index(fields=['subscriber', 'at'], name='clicks_of_person'), models.Index(condition=models.Q(('scanner', False)), fields=['at', 'subscriber'], name='clicks_of_people')],
            },
        ),
        migrations.CreateModel(
            name='ImportLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('line', models.PositiveIntegerField()),
                ('kind', models.CharField(max_length=8)),
                ('reason', models.CharField(blank=True, max_length=40)),
                ('text', models.CharField(blank=True, max_length=500)),
                ('before', models.JSONField(null=True)),
                ('mark', models.CharField(db_default='', default='', max_length=16)),
                ('load', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='told', to='distribution_list.import')),
                ('subscriber', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, to='distribution_list.subscriber')),
            ],
            options={
                'indexes': [models.Index(fields=['load', 'kind', 'line'], name='import_lines')],
            },
        ),
        migrations.CreateModel(
            name='Segment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('query', models.TextField()),
                ('at', models.DateTimeField()),
                ('address', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='addresses.address')),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('address', 'name'), name='one_segment')],
            },
        ),
        migrations.CreateModel(
            name='Campaign',
            fields=[
                ('id', tripost.kit.fields.Id(primary_key=True, serialize=False)),
                ('state', models.CharField(default='draft', max_length=10)),
                ('name', models.CharField(max_length=200)),
                ('subject', models.CharField(default='', max_length=300)),
                ('preheader', models.CharField(default='', max_length=300)),
                ('content', models.JSONField(default=dict)),
                ('query', models.TextField(default='')),
                ('topic', models.CharField(default='', max_length=40)),
                ('zone', models.CharField(default='ours', max_length=9)),
                ('send_at', models.DateTimeField(null=True)),
                ('reply_to', models.CharField(default='', max_length=8)),
                ('clicks', models.BooleanField(default=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
                ('address', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='addresses.address')),
                ('approved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL)),
                ('outgoing', models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, to='outbound.outgoing')),
                ('reply_inbox', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='addresses.address')),
                ('segment', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, to='distribution_list.segment')),
            ],
            options={
                'indexes': [models.Index(fields=['address', '-changed_at'], name='campaigns_of_list'), models.Index(condition=models.Q(('state__in', ('scheduled', 'freezing'))), fields=['send_at'], name='campaigns_due')],
            },
        ),
    ]
