"""The mail tables and the log as the models have them."""

import django.db.models.deletion
import tripost.kit.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('addresses', '0001_initial'),
        ('people', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', tripost.kit.fields.Id(primary_key=True, serialize=False)),
                ('name', models.CharField(blank=True, max_length=320)),
                ('company', models.CharField(blank=True, max_length=200)),
                ('phone', models.CharField(blank=True, max_length=100)),
                ('protected', models.BooleanField(default=False)),
                ('fields', models.JSONField(default=list)),
            ],
        ),
        migrations.CreateModel(
            name='Identity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.CharField(max_length=320, unique=True)),
                ('contact', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='identities', to='store.contact')),
            ],
        ),
        migrations.CreateModel(
            name='ContactReader',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('contact', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='readers', to='store.contact')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('contact', 'user'), name='one_contact_reader')],
            },
        ),
        migrations.CreateModel(
            name='ContactNote',
            fields=[
                ('id', tripost.kit.fields.Id(primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('text', models.TextField()),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                ('contact', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='store.contact')),
            ],
        ),
        migrations.CreateModel(
            name='Label',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, unique=True)),
                ('tone', models.PositiveSmallIntegerField(default=1)),
                ('offered', models.BooleanField(db_default=True)),
            ],
        ),
        migrations.CreateModel(
            name='Modseq',
            fields=[
                ('id', models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                ('value', models.BigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='Change',
            fields=[
                ('modseq', tripost.kit.fields.Id(primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('kind', models.CharField(max_length=30)),
                ('address_id', models.BigIntegerField(null=True)),
                ('conversation_id', models.BigIntegerField(null=True)),
                ('actor_id', models.BigIntegerField(null=True)),
                ('data', models.JSONField(default=dict)),
            ],
        ),
        migrations.CreateModel(
            name='Blob',
            fields=[
                ('sha256', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('size', models.BigIntegerField()),
                ('data', models.BinaryField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Intake',
            fields=[
                ('id', tripost.kit.fields.Id(primary_key=True, serialize=False)),
                ('received_at', models.DateTimeField()),
                ('channel', models.CharField(max_length=12)),
                ('sender', models.CharField(blank=True, max_length=320)),
                ('recipient', models.CharField(max_length=320)),
                ('address_id', models.BigIntegerField()),
                ('size', models.BigIntegerField()),
                ('fingerprint', models.CharField(max_length=64, unique=True)),
                ('trace', models.JSONField(default=dict)),
                ('outcome', models.CharField(default='pending', max_length=12)),
                ('detail', models.CharField(default='', max_length=500)),
                ('subject', models.CharField(default='', max_length=300)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('lease_until', models.DateTimeField(null=True)),
                ('processed_at', models.DateTimeField(null=True)),
                ('conversation_id', models.BigIntegerField(null=True)),
                ('message_id', models.BigIntegerField(null=True)),
                ('blob', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='store.blob')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('outcome', 'pending')), fields=['id'], name='intake_pending'), models.Index(fields=['conversation_id'], name='intake_conversation')],
            },
        ),
        migrations.CreateModel(
            name='Tally',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address_id', models.BigIntegerField()),
                ('state', models.CharField(max_length=10)),
                ('assignee_id', models.BigIntegerField()),
                ('team_id', models.BigIntegerField()),
                ('n', models.BigIntegerField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('address_id', 'state', 'assignee_id', 'team_id'), name='one_tally')],
            },
        ),
        migrations.CreateModel(
            name='Status',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, unique=True)),
                ('type', models.CharField(choices=[('new', 'New'), ('open', 'Open'), ('waiting', 'Waiting'), ('snoozed', 'Snoozed'), ('closed', 'Closed'), ('spam', 'Spam'), ('trash', 'Trash'), ('merged', 'Merged')], max_length=10)),
                ('tone', models.PositiveSmallIntegerField(default=1)),
                ('position', models.PositiveSmallIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='Conversation',
            fields=[
                ('id', tripost.kit.fields.Id(primary_key=True, serialize=False)),
                ('subject', models.CharField(blank=True, max_length=998)),
                ('base_subject', models.CharField(blank=True, max_length=998)),
                ('snippet', models.CharField(blank=True, max_length=300)),
                ('contact_name', models.CharField(blank=True, max_length=320)),
                ('contact_address', models.CharField(blank=True, max_length=320)),
                ('state', models.CharField(choices=[('new', 'New'), ('open', 'Open'), ('waiting', 'Waiting'), ('snoozed', 'Snoozed'), ('closed', 'Closed'), ('spam', 'Spam'), ('trash', 'Trash'), ('merged', 'Merged')], default='open', max_length=10)),
                ('priority', models.SmallIntegerField(default=0)),
                ('due_at', models.DateTimeField(null=True)),
                ('snoozed_until', models.DateTimeField(null=True)),
                ('snoozed_regardless', models.BooleanField(db_default=False)),
                ('waiting_since', models.DateTimeField(null=True)),
                ('created_at', models.DateTimeField()),
                ('last_activity_at', models.DateTimeField()),
                ('last_entry', models.PositiveIntegerField(default=0)),
                ('last_content', models.PositiveIntegerField(default=0)),
                ('messages', models.PositiveIntegerField(default=0)),
                ('attachments', models.PositiveIntegerField(default=0)),
                ('sending', models.PositiveSmallIntegerField(default=0)),
                ('confidential', models.BooleanField(default=False)),
                ('labels', models.JSONField(default=list)),
                ('tasks_open', models.PositiveSmallIntegerField(db_default=0)),
                ('tasks_done', models.PositiveSmallIntegerField(db_default=0)),
                ('address', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='addresses.address')),
                ('assignee', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                ('merged_into', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='store.conversation')),
                ('snoozed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('team', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, to='people.team')),
                ('twin_of', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='twins', to='store.conversation')),
                ('status', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, to='store.status')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('snoozed_until__isnull', False)), fields=['snoozed_until'], name='conv_snoozed'), models.Index(condition=models.Q(('snoozed_until__isnull', False)), fields=['address', 'snoozed_until'], name='conv_wakes'), models.Index(condition=models.Q(('team__isnull', False)), fields=['team', 'state', 'last_activity_at'], name='conv_team'), models.Index(condition=models.Q(('due_at__isnull', False)), fields=['address', 'due_at'], name='conv_due'), models.Index(condition=models.Q(('waiting_since__isnull', False)), fields=['address', 'waiting_since'], name='conv_waiting'), models.Index(condition=models.Q(('priority', 0), _negated=True), fields=['address', 'state', 'priority', 'last_activity_at'], name='conv_priority'), models.Index(condition=models.Q(('merged_into__isnull', False)), fields=['merged_into'], name='conv_merged'), models.Index(condition=models.Q(('twin_of__isnull', False)), fields=['twin_of'], name='conv_twins'), models.Index(fields=['address', 'state', 'last_activity_at'], name='conv_state'), models.Index(fields=['address', 'last_activity_at'], name='conv_all'), models.Index(fields=['assignee', 'state', 'last_activity_at'], name='conv_mine'), models.Index(condition=models.Q(('assignee__isnull', False)), fields=['assignee', 'last_activity_at', 'id'], name='conv_given'), models.Index(fields=['contact_address', 'last_activity_at'], name='conv_contact')],
            },
        ),
        migrations.CreateModel(
            name='Participant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.CharField(max_length=320)),
                ('name', models.CharField(blank=True, max_length=320)),
                ('role', models.CharField(max_length=5)),
                ('stranger', models.BooleanField(default=False)),
                ('chosen', models.BooleanField(db_default=False)),
                ('conversation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='store.conversation')),
            ],
            options={
                'indexes': [models.Index(fields=['email'], name='participant_email')],
                'constraints': [models.UniqueConstraint(fields=('conversation', 'email'), name='one_participant')],
            },
        ),
        migrations.CreateModel(
            name='Mention',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('conversation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='store.conversation')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('user', 'conversation', 'number'), name='one_mention')],
            },
        ),
        migrations.CreateModel(
            name='Labelling',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('conversation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='store.conversation')),
                ('label', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='store.label')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('label', 'conversation'), name='one_labelling')],
            },
        ),
        migrations.CreateModel(
            name='Reader',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('conversation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='store.conversation')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('conversation', 'user'), name='one_reader')],
            },
        ),
        migrations.CreateModel(
            name='ReadMark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('up_to', models.PositiveIntegerField(default=0)),
                ('at', models.DateTimeField(null=True)),
                ('starred', models.BooleanField(db_default=False)),
                ('followed', models.BooleanField(db_default=False)),
                ('archived_up_to', models.PositiveIntegerField(db_default=0)),
                ('conversation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='store.conversation')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('starred', True)), fields=['user', 'conversation'], name='mark_starred'), models.Index(condition=models.Q(('followed', True)), fields=['user', 'conversation'], name='mark_followed'), models.Index(condition=models.Q(('archived_up_to__gt', 0)), fields=['user', 'conversation'], name='mark_archived')],
                'constraints': [models.UniqueConstraint(fields=('user', 'conversation'), name='one_mark')],
            },
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', tripost.kit.fields.Id(primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField()),
                ('direction', models.CharField(max_length=3)),
                ('message_id', models.CharField(blank=True, max_length=998)),
                ('subject', models.CharField(blank=True, max_length=998)),
                ('from_name', models.CharField(blank=True, max_length=320)),
                ('from_address', models.CharField(blank=True, max_length=320)),
                ('recipients', models.JSONField(default=dict)),
                ('at', models.DateTimeField()),
                ('date', models.DateTimeField(null=True)),
                ('references', models.TextField(blank=True)),
                ('visible', models.TextField(blank=True)),
                ('folded', models.TextField(blank=True)),
                ('has_html', models.BooleanField(default=False)),
                ('remote_content', models.BooleanField(default=False)),
                ('attachments', models.PositiveSmallIntegerField(default=0)),
                ('automatic', models.CharField(blank=True, max_length=20)),
                ('verified', models.BooleanField(null=True)),
                ('warnings', models.JSONField(default=list)),
                ('address', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='addresses.address')),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                ('blob', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='store.blob')),
                ('conversation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='store.conversation')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('number', 1)), fields=['message_id'], name='message_first'), models.Index(fields=['address', 'message_id'], name='message_thread'), models.Index(fields=['conversation', 'number'], name='message_conversation')],
            },
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', tripost.kit.fields.Id(primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField()),
                ('kind', models.CharField(max_length=20)),
                ('at', models.DateTimeField()),
                ('text', models.TextField(blank=True)),
                ('data', models.JSONField(default=dict)),
                ('actor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                ('conversation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='store.conversation')),
                ('message', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, to='store.message')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('conversation', 'number'), name='entry_number')],
            },
        ),
        migrations.CreateModel(
            name='Attachment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', models.CharField(max_length=200)),
                ('name', models.CharField(blank=True, max_length=500)),
                ('content_type', models.CharField(max_length=200)),
                ('cid', models.CharField(blank=True, max_length=500)),
                ('inline', models.BooleanField(default=False)),
                ('size', models.BigIntegerField()),
                ('offset', models.BigIntegerField()),
                ('length', models.BigIntegerField()),
                ('encoding', models.CharField(blank=True, max_length=20)),
                ('message', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='store.message')),
            ],
        ),
        migrations.CreateModel(
            name='Act',
            fields=[
                ('id', tripost.kit.fields.Id(primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('kind', models.CharField(max_length=20)),
                ('undone_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL)),
                ('undoes', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='undoing', to='store.act')),
            ],
        ),
        migrations.CreateModel(
            name='ActItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('entry', models.PositiveIntegerField(default=0)),
                ('before', models.JSONField(default=dict)),
                ('after', models.JSONField(default=dict)),
                ('act', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='store.act')),
                ('conversation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='store.conversation')),
            ],
        ),
        migrations.CreateModel(
            name='Task',
            fields=[
                ('id', tripost.kit.fields.Id(primary_key=True, serialize=False)),
                ('position', models.PositiveIntegerField()),
                ('text', models.CharField(max_length=1000)),
                ('due_at', models.DateTimeField(null=True)),
                ('created_at', models.DateTimeField()),
                ('done_at', models.DateTimeField(null=True)),
                ('assignee', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='tasks', to=settings.AUTH_USER_MODEL)),
                ('conversation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='store.conversation')),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('done_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('team', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, to='people.team')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('done_at__isnull', True)), fields=['assignee', 'due_at'], name='task_open')],
            },
        ),
        migrations.CreateModel(
            name='Link',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL)),
                ('one', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='store.conversation')),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='store.conversation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('one', 'other'), name='one_link')],
            },
        ),
        migrations.CreateModel(
            name='Invited',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('conversation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='store.conversation')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('user', 'conversation'), name='one_invitation')],
            },
        ),
        migrations.CreateModel(
            name='Guest',
            fields=[
                ('id', tripost.kit.fields.Id(primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=200)),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('notes', models.BooleanField(default=False)),
                ('at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('revoked_at', models.DateTimeField(null=True)),
                ('last_seen_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL)),
                ('conversation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='store.conversation')),
            ],
        ),
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', tripost.kit.fields.Id(primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=10)),
                ('version', models.PositiveIntegerField(db_default=1)),
                ('shared', models.BooleanField(db_default=False)),
                ('recipients', models.JSONField(default=dict)),
                ('subject', models.CharField(blank=True, max_length=998)),
                ('text', models.TextField(blank=True)),
                ('html', models.TextField(blank=True)),
                ('seen_up_to', models.PositiveIntegerField(default=0)),
                ('held', models.CharField(blank=True, max_length=20)),
                ('updated_at', models.DateTimeField()),
                ('address', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='addresses.address')),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL)),
                ('conversation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, to='store.conversation')),
                ('forwards', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, to='store.message')),
            ],
        ),
        migrations.CreateModel(
            name='Upload',
            fields=[
                ('id', tripost.kit.fields.Id(primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=255)),
                ('content_type', models.CharField(max_length=200)),
                ('size', models.BigIntegerField()),
                ('created_at', models.DateTimeField()),
                ('blob', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='store.blob')),
                ('draft', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='uploads', to='store.draft')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL)),
            ],
        ),
    ]
