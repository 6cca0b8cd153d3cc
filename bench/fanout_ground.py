"""A list with many subscribers for the fan-out: `python -m bench.fanout_ground <number> <signing>`.

Run with the environment of the server that is started on the same data folder afterwards.
"""

import os
import sys


def main(number: int, signing: str) -> None:
    """news@acme.example, open to anyone, with `number` subscribers; signs with one key or none."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tripost.config.settings")
    import django

    from tripost.kit.settings import settings
    from tripost.store.ground import make_folder, migrate

    make_folder(settings())
    django.setup()
    migrate()
    from django.db import connection, transaction
    from django.utils import timezone

    from tripost.addresses.models import Address, Domain
    from tripost.core import dkim
    from tripost.kit.secrets import installation

    keys = {"ed25519": "dkim_ed25519", "rsa": "dkim_rsa"}
    values = {"dkim_rsa": "", "dkim_ed25519": ""}
    if signing in keys:
        values[keys[signing]] = installation().encrypt(dkim.generate(signing))  # type: ignore[arg-type]
    domain, _ = Domain.objects.update_or_create(name="acme.example", defaults=values)
    if signing != "none":
        Domain.objects.filter(pk=domain.pk).update(dkim_selector="bench")
    news = Address.objects.create(
        email="news@acme.example", domain=domain, name="News", mode="list", posting="anyone"
    )
    at = str(timezone.now().replace(tzinfo=None, year=2026, month=1, day=1))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO distribution_list_subscriber (address_id, email, name, state, attributes, "
            "since, bounces) VALUES (%s, %s, '', 'active', '{}', %s, 0)",
            [(news.pk, f"user{n}@member.test", at) for n in range(number)],
        )


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
