"""Columns Django has no word for."""

from typing import TYPE_CHECKING

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BigIntegerField

if TYPE_CHECKING:  # Django's fields are generic for the type checker only
    _Base = BigIntegerField[int, int]
else:
    _Base = BigIntegerField


class Id(_Base):
    """A primary key made by `kit.ids.new_id`.

    SQLite takes only a column of type INTEGER as the row's own number; as BIGINT every look-up by
    id would walk a second index, and every insert would write one.
    """

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        """INTEGER on SQLite (64 bits there), bigint elsewhere."""
        return "integer" if connection.vendor == "sqlite" else "bigint"

    def rel_db_type(self, connection: BaseDatabaseWrapper) -> str:
        """What points here."""
        return "bigint"
