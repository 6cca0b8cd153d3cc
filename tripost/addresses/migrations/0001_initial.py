"""Domains, addresses and what is written from them as the models have them."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Domain',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=253, unique=True)),
                ('kind', models.CharField(default='split', max_length=10)),
                ('dkim_selector', models.CharField(default='tripost', max_length=63)),
                ('dkim_rsa', models.TextField(default='')),
                ('dkim_ed25519', models.TextField(default='')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.CreateModel(
            name='Address',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.CharField(max_length=320, unique=True)),
                ('name', models.CharField(max_length=200)),
                ('mode', models.CharField(choices=[('list', 'List'), ('mailbox', 'Mailbox'), ('inbox', 'Inbox')], max_length=10)),
                ('signature', models.TextField(blank=True, default='')),
                ('posting', models.CharField(choices=[('owners', 'Owners'), ('team', 'Team'), ('members', 'Members'), ('domain', 'Domain'), ('anyone', 'Anyone'), ('nobody', 'Nobody')], default='team', max_length=10)),
                ('undo_seconds', models.PositiveSmallIntegerField(default=10)),
                ('answer_assigns', models.BooleanField(db_default=True, default=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('domain', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='addresses', to='addresses.domain')),
            ],
        ),
        migrations.CreateModel(
            name='Alias',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.CharField(max_length=320, unique=True)),
                ('address', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='aliases', to='addresses.address')),
            ],
        ),
        migrations.CreateModel(
            name='SavedReply',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('folder', models.CharField(blank=True, max_length=120)),
                ('text', models.TextField(blank=True)),
                ('html', models.TextField(blank=True)),
                ('address', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, to='addresses.address')),
            ],
        ),
    ]
