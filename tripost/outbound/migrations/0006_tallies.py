"""Count copies by state where the mail is, and find answers and list copies apart."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('outbound', '0005_lists_complete'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='delivery',
            name='delivery_queue',
        ),
        migrations.AddField(
            model_name='outgoing',
            name='cancelled',
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name='outgoing',
            name='copies',
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name='outgoing',
            name='deferred',
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name='outgoing',
            name='failed',
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name='outgoing',
            name='sent',
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        migrations.AlterField(
            model_name='delivery',
            name='outgoing',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='outbound.outgoing'),
        ),
        migrations.AddIndex(
            model_name='delivery',
            index=models.Index(condition=models.Q(('state__in', ('queued', 'deferred')), ('subscriber_id__isnull', True)), fields=['next_at', 'id'], name='answers_due'),
        ),
        migrations.AddIndex(
            model_name='delivery',
            index=models.Index(condition=models.Q(('lease_until__isnull', True), ('state__in', ('queued', 'deferred')), ('subscriber_id__isnull', False)), fields=['next_at', 'id'], name='copies_due'),
        ),
        migrations.AddIndex(
            model_name='delivery',
            index=models.Index(condition=models.Q(('bounced_at__isnull', False), ('complained_at__isnull', False), ('unsubscribed_at__isnull', False), ('answered_at__isnull', False), ('clicked_at__isnull', False), _connector='OR'), fields=['outgoing'], name='delivery_events'),
        ),
        migrations.RunSQL(
            """UPDATE outbound_outgoing SET
              copies = (SELECT COUNT(*) FROM outbound_delivery d WHERE d.outgoing_id = outbound_outgoing.id),
              sent = (SELECT COUNT(*) FROM outbound_delivery d WHERE d.outgoing_id = outbound_outgoing.id AND d.state = 'sent'),
              deferred = (SELECT COUNT(*) FROM outbound_delivery d WHERE d.outgoing_id = outbound_outgoing.id AND d.state = 'deferred'),
              failed = (SELECT COUNT(*) FROM outbound_delivery d WHERE d.outgoing_id = outbound_outgoing.id AND d.state = 'failed'),
              cancelled = (SELECT COUNT(*) FROM outbound_delivery d WHERE d.outgoing_id = outbound_outgoing.id AND d.state = 'cancelled')""",
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(
            """UPDATE outbound_outgoing SET finished_at = COALESCE(left_at, cancelled_at, created_at)
               WHERE (expanded OR cancelled_at IS NOT NULL) AND sent + failed + cancelled >= copies""",
            migrations.RunSQL.noop,
        ),
    ]
