"""Lists that are members of lists: which belong to one, and no circles."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from tripost.kit.entered import Conflict
from tripost.modes.distribution_list.models import Nested
from tripost.store.changes import record
from tripost.store.reads import DjangoReader, Reader


def tree(reader: Reader, address: int) -> tuple[int, ...]:
    """The list itself first, then every list that is in it, however deep; each once. What is no
    list any more (law 8: its members stay kept) brings nobody."""
    below = _below(reader)
    found = [address]
    for one in found:
        found += [child for child in below.get(one, ()) if child not in found]
    return tuple(found)


def children(reader: Reader, address: int) -> list[str]:
    """The lists right in this one, by their addresses."""
    rows = reader.rows(
        "SELECT a.email FROM distribution_list_nested n JOIN addresses_address a "
        "ON a.id = n.child_id WHERE n.parent_id = %s ORDER BY a.email",
        (address,),
    )
    return [row[0] for row in rows]


def way(below: Mapping[int, Sequence[int]], *, parent: int, child: int) -> list[int] | None:
    """How a post to `child` would come back to `parent`; None: it would not. Pure."""
    ways = [[child]]
    seen = {child}
    for one in ways:
        if one[-1] == parent:
            return one
        for below_it in below.get(one[-1], ()):
            if below_it not in seen:
                seen.add(below_it)
                ways.append([*one, below_it])
    return None


def nest(address: int, lists: Iterable[int], *, by: int | None, at: datetime) -> None:
    """Make these the lists right in this one. Raises Conflict, naming the way of a circle."""
    wanted = set(lists)
    reader = DjangoReader()
    below = {**_below(reader, every=True), address: sorted(wanted)}
    for child in sorted(wanted):
        circle = way(below, parent=address, child=child)
        if circle is not None:
            raise Conflict("circle", f"This would be a circle: {_told(reader, [address, *circle])}")
    there = set(Nested.objects.filter(parent_id=address).values_list("child_id", flat=True))
    if there == wanted:
        return
    Nested.objects.filter(parent_id=address, child_id__in=there - wanted).delete()
    Nested.objects.bulk_create(
        [Nested(parent_id=address, child_id=child) for child in sorted(wanted - there)]
    )
    record("list.changed", at=at, address=address, actor=by)


def _below(reader: Reader, *, every: bool = False) -> dict[int, list[int]]:
    """Parent to children; `every`: also those that are no lists at the moment."""
    now = "" if every else " WHERE a.mode = 'list'"
    found: dict[int, list[int]] = {}
    for parent, child in reader.rows(
        "SELECT n.parent_id, n.child_id FROM distribution_list_nested n "
        f"JOIN addresses_address a ON a.id = n.child_id{now} ORDER BY n.child_id"
    ):
        found.setdefault(parent, []).append(child)
    return found


def _told(reader: Reader, path: Sequence[int]) -> str:
    places = ", ".join(["%s"] * len(path))
    names: dict[int, str] = dict(
        reader.rows(f"SELECT id, email FROM addresses_address WHERE id IN ({places})", path)
    )
    return " → ".join(names[one] for one in path)
