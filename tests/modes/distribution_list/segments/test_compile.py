"""Whom does a question find? Tables, and a slow evaluator over people made by chance."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.modes.distribution_list.segments import crowd, slow
from tests.modes.distribution_list.segments.slow import Asker, Person
from tests.world import READ_WRITE, World
from tripost.addresses.models import Address
from tripost.conversations.confidential.readers import set_readers
from tripost.core.query import BadQuery, printed
from tripost.modes.distribution_list import segments
from tripost.modes.distribution_list.models import Consent, Subscriber
from tripost.modes.distribution_list.segments.compile import condition, read
from tripost.modes.distribution_list.segments.grammar import grammar
from tripost.modes.distribution_list.segments.ground import ground
from tripost.outbound.models import Outgoing
from tripost.people.models import Right, User
from tripost.store.models import Conversation, Entry, Message

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
MANAGER = int(READ_WRITE | Right.MANAGE)


@pytest.fixture
def world(now: datetime) -> World:
    return World(now)


@pytest.fixture
def news(world: World) -> Address:
    """Anna looks after two lists and reads support@, but not sales@."""
    world.address("support", anna=int(Right.READ))
    world.address("sales", ben=MANAGER)
    world.address("other", mode="list", anna=MANAGER)
    world.address("secret", mode="list", ben=MANAGER)
    made = world.address("news", mode="list", anna=MANAGER, ben=MANAGER)
    crowd.describe(made)
    return made


def found(world: World, news: Address, query: str, *, name: str = "anna") -> list[str]:
    who = world.actor(name)
    wanted = segments.compiled(world.reader, query, who=who, address=news.pk, now=world.now)
    rows = world.reader.rows(
        "SELECT s.email FROM distribution_list_subscriber s WHERE s.address_id = %s "
        f"AND {wanted.sql} ORDER BY s.email",
        (news.pk, *wanted.values),
    )
    return [row[0].partition("@")[0] for row in rows]


def ago(**how: float) -> datetime:
    return NOW - timedelta(**how)


PEOPLE = (
    Person("a@x.example", "Änne Öztürk", attributes={"city": "Köln", "age": 41, "plan": "Voll",
           "joined": "2026-11-01"}, since=ago(days=400), answered=(ago(days=3),),
           consents=(("confirmed", ago(days=9)),), wrote=(("support@acme.example", ago(days=5)),)),
    Person("b@xn--bcher-kva.example", "Bob_50%", language="en", delivery="digest",
           attributes={"city": "Bonn", "age": 17.5, "plan": "Groß und mehr"},
           topics=("preise",), since=ago(days=2), clicked=((ago(days=40), False),
           (ago(days=1), True)), consents=(("vouched", ago(days=2)),),
           wrote=(("sales@acme.example", ago(days=1)),)),
    Person("c@y.example", "", state="bouncing", source="import", topics=(), since=ago(days=40),
           attributes={"age": "alt"}, bounced_at=ago(days=10), lists=("other@acme.example",),
           consents=(("confirmed", ago(days=9)), ("withdrawn", ago(days=8)))),
    Person("d@y.example", "Dora", state="unsubscribed", since=ago(hours=1),
           complained=(ago(days=100),), lists=("secret@acme.example",)),
)  # fmt: skip


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("", "abcd"), ("x.example", "a"), ("änne", "a"), ("ÄNNE öZTÜRK", "a"), ("name:ÖZ", "a"),
        ("name:bob_5", "b"), ("name:bob%5", ""), ("50%", "b"), ("name:none", "c"),
        ("email:bücher.example", "b"), ("email:@bücher", ""), ("email:@y", "cd"),
        ("state:bouncing", "c"), ("-state:active", "cd"), ("language:en", "b"),
        ("language:de", "acd"), ("delivery:digest", "b"), ("topic:preise", "abd"),
        ("-topic:wartung", "bc"), ("since:30d", "bd"), ("since:>1y", "a"), ("since:today", "d"),
        ("since:>=2026-11-21 since:<2026-11-23", "b"), ("before:30d", "ac"), ("after:heute", "d"),
        ("source:import", "c"), ("consent:confirmed", "a"), ("consent:vouched", "b"),
        ("consent:none", "cd"), ("attr.city:köln", "a"), ("city:ö", "a"), ("city:none", "cd"),
        ("age:>17", "ab"), ("age:>17.5", "a"), ("age:17,5", "b"), ("age:<=17.5", "b"),
        ("-age:>0", "cd"), ("age:none", "d"), ('plan:"groß UND mehr"', "b"), ("plan:voll", "a"),
        ("joined:2026-11-01", "a"), ("joined:>1.10.2026", "a"), ("joined:<30d", "a"),
        ("joined:>30d", ""), ("joined:none", "bcd"), ("answered:7d", "a"), ("answered:1d", ""),
        ("answered:never", "bcd"), ("answered:nie", "bcd"), ("clicked:30d", ""),
        ("clicked:60d", "b"), ("clicked:ever", "b"), ("bounced:30d", "c"), ("bounced:never", "abd"),
        ("complained:1y", "d"), ("complained:30d", ""), ("wrote:support@", "a"),
        ("wrote:support@:4d", ""), ("wrote:support@acme.example:1w", "a"), ("wrote:30d", "a"),
        ("list:other@", "c"), ("got:0", ""), ("(city:bonn OR state:bouncing) -age:>1", "c"),
        ("city:Köln OR city:Bonn", "ab"), ("-(city:Köln OR city:Bonn)", "cd"),
    ],
)  # fmt: skip
def test_what_a_question_finds(world: World, news: Address, query: str, wanted: str) -> None:
    crowd.gather(world, news, PEOPLE)
    assert found(world, news, query) == list(wanted)


@pytest.mark.parametrize(
    ("query", "position", "word", "reason"),
    [
        ("x citty:Köln", 2, "citty:Köln", "unknown-field"),
        ("attr.unknown:x", 0, "attr.unknown:x", "unknown-field"),
        ("is:open", 0, "is:open", "unknown-field"),
        ("name:x age:old", 7, "age:old", "bad-number"),
        ("age:", 0, "age:", "empty-value"),
        ("joined:bald", 0, "joined:bald", "bad-date"),
        ("plan:Gold", 0, "plan:Gold", "unknown-value"),
        ("state:open", 0, "state:open", "unknown-value"),
        ("list:secret@", 0, "list:secret@", "unknown-value"),
        ("list:news@", 0, "list:news@", "unknown-value"),
        ("wrote:sales@:30d", 0, "wrote:sales@:30d", "unknown-value"),
        ("wrote:nobody@", 0, "wrote:nobody@", "unknown-value"),
        ("answered:gern", 0, "answered:gern", "bad-duration"),
        ("(a", 0, "(", "unclosed-bracket"),
        ("age:>none", 0, "age:>none", "not-comparable"),
    ],
)
def test_an_error_points_at_the_word(
    world: World, news: Address, query: str, position: int, word: str, reason: str
) -> None:
    with pytest.raises(BadQuery) as wrong:
        found(world, news, query)
    assert (wrong.value.position, wrong.value.word, wrong.value.reason) == (position, word, reason)


def test_what_somebody_may_not_read_is_not_found_by_its_writers(
    world: World, news: Address
) -> None:
    """Law 7: neither another inbox nor a confidential conversation shows in a number."""
    crowd.gather(world, news, PEOPLE)
    assert found(world, news, "wrote:1y", name="ben") == ["b"]
    secret = crowd.write(world, "support@acme.example", "d@y.example", NOW)
    assert found(world, news, "wrote:1y") == ["a", "d"]
    ben = world.user("ben").pk
    world.address("support", ben=int(Right.READ))
    set_readers(secret, users=[ben], by=ben, at=NOW)
    assert found(world, news, "wrote:1y") == ["a"]
    assert found(world, news, "wrote:support@", name="ben") == ["a", "d"]
    assert found(world, news, "-wrote:support@") == ["b", "c", "d"]


def test_who_got_a_send_is_found_by_its_number_and_by_its_subject(
    world: World, news: Address
) -> None:
    crowd.gather(world, news, PEOPLE[:2])
    outgoing = Outgoing.objects.get()
    crowd.gather(world, news, PEOPLE[2:])
    mail = world.mail(news, subject="Große Wartung am Samstag")
    Outgoing.objects.filter(pk=outgoing.pk).update(message_id=mail.message)
    assert found(world, news, f"got:{outgoing.pk}") == ["a", "b"]
    assert found(world, news, 'got:"GROSSE wartung"') == []
    assert found(world, news, 'got:"große wartung"') == ["a", "b"]
    world.address("news", cem=int(Right.MANAGE))
    assert found(world, news, 'got:"große wartung"', name="cem") == []
    other = world.address("other")
    assert found(world, other, f"got:{outgoing.pk}") == []


def test_nobody_in_particular_asks_about_the_list_alone(world: World, news: Address) -> None:
    segments.check("city:Köln age:>3 got:x", address=news.pk)
    for query in ("wrote:support@", "list:other@"):
        with pytest.raises(BadQuery):
            segments.check(query, address=news.pk)
        segments.check(query, address=news.pk, by=world.user("anna").pk)


# People and questions by chance.

_TEXTS = st.text("aäßZÖ %_*?['\"\\", max_size=5)
_TIMES = st.integers(0, 40 * 24).map(lambda hours: ago(hours=hours))
_ATTRIBUTES = st.fixed_dictionaries(
    {},
    optional={
        "city": _TEXTS.map(str.strip).filter(bool),
        "age": st.one_of(st.integers(-3, 3), st.sampled_from([0.5, 2.5])),
        "joined": _TIMES.map(lambda at: at.date().isoformat()),
        "plan": st.sampled_from(crowd.CHOICES),
    },
)


def _people() -> st.SearchStrategy[list[Person]]:
    one = st.builds(
        Person,
        email=st.text("abc", min_size=1, max_size=4).map(lambda local: f"{local}@x.example"),
        name=_TEXTS,
        state=st.sampled_from(["active", "unsubscribed", "bouncing", "removed"]),
        language=st.sampled_from(["", "de", "en"]),
        delivery=st.sampled_from(["each", "digest", "pause"]),
        topics=st.one_of(st.none(), st.lists(st.sampled_from(["wartung", "preise"])).map(tuple)),
        since=_TIMES,
        source=st.sampled_from(["hand", "import", "signup", "api"]),
        attributes=_ATTRIBUTES,
        bounced_at=st.one_of(st.none(), _TIMES),
        consents=st.lists(
            st.tuples(st.sampled_from(["confirmed", "vouched", "withdrawn"]), _TIMES), max_size=3
        ).map(tuple),
        answered=st.lists(_TIMES, max_size=1).map(tuple),
        complained=st.lists(_TIMES, max_size=1).map(tuple),
        clicked=st.lists(st.tuples(_TIMES, st.booleans()), max_size=2).map(tuple),
        wrote=st.lists(
            st.tuples(st.sampled_from(["support@acme.example", "sales@acme.example"]), _TIMES),
            max_size=1,
        ).map(tuple),
        lists=st.lists(st.sampled_from(["other@acme.example"]), max_size=1).map(tuple),
    )
    return st.lists(one, max_size=4, unique_by=lambda person: person.email)


_SPANS = st.sampled_from(["1h", "3d", "1w", "30d"])
_DAYS = st.sampled_from(["today", "gestern", "2026-11-01", "1.11.2026", "3d", "2w"])
_OPS = st.sampled_from(["", "<", "<=", ">", ">="])
_WORD = st.text("aäßzö%_*?[\\", min_size=1, max_size=3).map(lambda text: f'"{text}"')


def _said(name: str, *values: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(*values).map(lambda parts: f"{name}:{''.join(parts)}")


def _choices(name: str, *values: str) -> st.SearchStrategy[str]:
    return _said(name, st.sampled_from(values))


_LEAVES = st.one_of(
    _WORD,
    *(_said(name, _WORD) for name in ("email", "name", "city", "attr.city")),
    _choices("state", "active", "unsubscribed", "bouncing", "removed"),
    _choices("language", "de", "en"),
    _choices("delivery", "each", "digest", "pause"),
    _choices("topic", "wartung", "preise"),
    _choices("source", "hand", "import"),
    _choices("consent", "confirmed", "vouched", "none"),
    _choices("city", "none"),
    _choices("plan", "frei", "VOLL", "none"),
    _choices("list", "other@"),
    _choices("wrote", "support@", "support@:3d", "1w"),
    _said("since", _OPS, _DAYS),
    _said("joined", _OPS, _DAYS),
    _said("before", _DAYS),
    _said("after", _DAYS),
    _said("age", _OPS, st.sampled_from(["-1", "0", "0.5", "2,5", "3"])),
    *(_said(name, _SPANS) for name in ("answered", "clicked", "bounced", "complained")),
    *(_choices(name, "ever", "never") for name in ("answered", "clicked", "bounced")),
)
_QUERIES = st.recursive(
    _LEAVES,
    lambda inner: st.one_of(
        inner.map(lambda one: f"-({one})"),
        st.lists(inner, min_size=2, max_size=3).map(lambda some: f"({' OR '.join(some)})"),
        st.lists(inner, min_size=2, max_size=3).map(" ".join),
    ),
    max_leaves=6,
)


@settings(
    max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, *HealthCheck]
)
@given(people=_people(), queries=st.lists(_QUERIES, min_size=1, max_size=6))
def test_sql_finds_whom_a_slow_look_at_each_finds(
    world: World, news: Address, people: list[Person], queries: list[str]
) -> None:
    for model in (Subscriber, Outgoing):
        model.objects.all().delete()
    for table in (Consent, Entry, Message, Conversation):
        table.objects.all().delete()
    User.objects.update(timezone="UTC")  # where the slow look has its days
    crowd.gather(world, news, people)
    around = ground(world.reader, who=world.actor("anna"), address=news.pk, now=NOW)
    asker = Asker(NOW, crowd.KINDS, frozenset(around.inboxes))
    for query in queries:
        tree = read(query, around)
        slowly = sorted(p.email for p in people if slow.holds(tree, p, asker))
        wanted = condition(tree, ground=around)
        rows = world.reader.rows(
            "SELECT s.email FROM distribution_list_subscriber s WHERE s.address_id = %s "
            f"AND {wanted.sql}",
            (news.pk, *wanted.values),
        )
        assert sorted(row[0] for row in rows) == slowly, query
        again = printed(tree, grammar=grammar(around))
        assert read(again, around) == tree, again


@settings(
    max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture, *HealthCheck]
)
@given(
    text=st.one_of(
        st.text(max_size=60),
        st.lists(
            st.sampled_from(
                ['"', "(", ")", "-", " ", "OR", ":", "<", ">=", "age", "attr.age", "attr.", "wrote",
                 "list", "got", "since", "none", "9" * 30, "support@", "1e9", "\x00", "ä", "topic"]
            ),
            max_size=12,
        ).map("".join),
    )
)  # fmt: skip
def test_nothing_but_bad_query_is_raised_whatever_is_typed(
    world: World, news: Address, text: str
) -> None:
    try:
        segments.check(text, address=news.pk, by=world.user("anna").pk)
    except BadQuery as wrong:
        said = wrong
    else:
        return
    assert 0 <= said.position <= len(text)
    assert said.message
