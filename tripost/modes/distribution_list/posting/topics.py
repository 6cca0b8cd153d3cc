"""What is a post about? Its subject says so, by the words of the list's topics."""

import re
from collections.abc import Sequence

from tripost.modes.distribution_list.posting import settings
from tripost.modes.distribution_list.posting.settings import Topic
from tripost.store.reads import Reader


def about(subject: str, topics: Sequence[Topic]) -> tuple[str, ...]:
    """The keys of the topics of which a word stands in the subject, whole and in any case; () = it
    is for everyone."""
    said = subject.casefold()
    return tuple(topic.key for topic in topics if any(_stands(word, said) for word in topic.words))


def of_post(reader: Reader, *, outgoing: int, address: int) -> tuple[str, ...]:
    """What a post in the outbox is about, by the settings its list has now."""
    row = reader.row(
        "SELECT m.subject FROM outbound_outgoing o JOIN store_message m ON m.id = o.message_id "
        "WHERE o.id = %s",
        (outgoing,),
    )
    return about(row[0], settings.of(reader, address).topics) if row is not None else ()


def _stands(word: str, said: str) -> bool:
    wanted = re.escape(word.strip().casefold())
    return bool(wanted) and re.search(rf"(?<!\w){wanted}(?!\w)", said) is not None
