"""Who handled this mail before us, and did they say the truth about it? ARC (RFC 8617)."""

import re
from dataclasses import dataclass, replace
from typing import Final, Literal

from tripost.core.dkim_canon import (
    MAX_SIGNATURE,
    Field,
    Sealed,
    Unsound,
    decoded,
    joined,
    names,
    sealed,
    signed_bytes,
    tags,
    without_b,
)
from tripost.core.dkim_check import (
    Txt,
    canonicalisation,
    genuine,
    hold_body,
    number,
    public_key,
    require,
)

MAX_SETS: Final = 50  # RFC 8617 §4.2.1
_AAR: Final = b"arc-authentication-results"
_AMS: Final = b"arc-message-signature"
_AS: Final = b"arc-seal"
_INSTANCE = re.compile(rb"\s{0,20}i\s{0,20}=\s{0,20}(\d{1,3})\s{0,20}(?:;|$)")

Cv = Literal["none", "pass", "fail"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """What became of the chain. `sealers`: d= of each seal, the oldest first; `results`: what the
    newest sealer saw (the value of its ARC-Authentication-Results, without i=). `ended`: a
    sealer itself says that the chain was broken when it came."""

    result: Cv
    why: str = ""
    sealers: tuple[str, ...] = ()
    results: str = ""
    ended: bool = False


@dataclass(frozen=True, slots=True)
class _Set:
    """One instance: its three fields and the tags of the two signatures."""

    aar: Field
    ams: Field
    seal: Field
    ams_tags: dict[bytes, bytes]
    seal_tags: dict[bytes, bytes]


def validate(raw: bytes, *, txt: Txt) -> Chain:
    """Check a mail's chain (RFC 8617 §5.2). What `txt` raises is passed on."""
    try:
        mail = sealed(raw)
    except Unsound as wrong:
        return Chain(result="none", why=str(wrong))
    if not any(one.name in (_AAR, _AMS, _AS) for one in mail.fields):
        return Chain(result="none")
    try:
        sets = _sets(mail)
    except Unsound as wrong:
        return Chain(result="fail", why=str(wrong))
    chain = Chain(
        result="pass",
        sealers=tuple(one.seal_tags[b"d"].decode("ascii", "replace").lower() for one in sets),
        results=" ".join(sets[-1].aar.value.partition(b";")[2].decode("utf-8", "replace").split()),
    )
    try:
        if any(one.seal_tags[b"cv"] == b"fail" for one in sets):
            return replace(chain, result="fail", why="a sealer found it broken", ended=True)
        _check_all(mail, sets, txt=txt)
    except Unsound as wrong:
        return replace(chain, result="fail", why=str(wrong))
    return chain


def _sets(mail: Sealed) -> list[_Set]:
    """The instances in order, each whole (§5.2 steps 1 and 3); raises Unsound."""
    found: dict[bytes, dict[int, Field]] = {_AAR: {}, _AMS: {}, _AS: {}}
    for one in mail.fields:
        if one.name in found:
            instance = _instance(one)
            if instance in found[one.name]:
                raise Unsound("two fields of one kind have the same instance")
            found[one.name][instance] = one
    count = max(map(len, found.values()))
    if count > MAX_SETS or any(set(some) != set(range(1, count + 1)) for some in found.values()):
        raise Unsound("a set is not whole")
    return [
        _Set(
            found[_AAR][i], found[_AMS][i], found[_AS][i],
            tags(found[_AMS][i].value), _seal_tags(found[_AS][i], instance=i),
        )
        for i in range(1, count + 1)
    ]  # fmt: skip


def _instance(one: Field) -> int:
    if len(one.raw) > MAX_SIGNATURE:
        raise Unsound("a field is too long")
    if one.name == _AAR:
        found = _INSTANCE.match(one.value.replace(b"\r\n", b""))
        text = found[1] if found else b""
    else:
        text = tags(one.value).get(b"i", b"")
    if not text.isdigit() or len(text) > 3:
        raise Unsound("an instance is missing")
    return int(text)


def _seal_tags(seal: Field, *, instance: int) -> dict[bytes, bytes]:
    said = tags(seal.value)
    require(said, (b"i", b"a", b"b", b"cv", b"d", b"s"))
    if said[b"a"] != b"rsa-sha256":  # §4.1.3: the only algorithm of ARC
        raise Unsound("a= is not supported")
    if b"h" in said:
        raise Unsound("a seal has no h=")  # §4.1.3
    number(said, b"t")
    if said[b"cv"] not in (b"fail", b"none" if instance == 1 else b"pass"):
        raise Unsound("cv= does not follow")
    return said


def _check_all(mail: Sealed, sets: list[_Set], *, txt: Txt) -> None:
    """The newest message signature, and all seals (§5.2 steps 4 and 6); raises Unsound."""
    for one in sets:
        _agreed(one)
    newest = sets[-1]
    hold_body(mail, _relaxed_at_least(newest.ams_tags))
    kind = canonicalisation(_relaxed_at_least(newest.ams_tags))[0]
    data = signed_bytes(mail, newest.ams, h=_names(newest), kind=kind)
    if not genuine(public_key(newest.ams_tags, txt=txt), decoded(newest.ams_tags[b"b"]), data):
        raise Unsound("the message signature does not fit")
    for last in range(len(sets), 0, -1):
        said = sets[last - 1].seal_tags
        if not genuine(public_key(said, txt=txt), decoded(said[b"b"]), _sealed_bytes(sets[:last])):
            raise Unsound(f"seal {last} does not fit")


def _agreed(one: _Set) -> None:
    """What a message signature must say about itself (§4.1.2)."""
    said = one.ams_tags
    require(said, (b"i", b"a", b"b", b"bh", b"d", b"s"))
    if b"h" not in said:
        raise Unsound("h= is missing")
    if said[b"a"] != b"rsa-sha256":
        raise Unsound("a= is not supported")
    if _AS in _names(one):
        raise Unsound("a message signature covers a seal")
    number(said, b"t")


def _names(one: _Set) -> tuple[bytes, ...]:
    """The set has chains that name nothing, or leave a name out, and pass."""
    return names(one.ams_tags[b"h"], blanks=True)


def _relaxed_at_least(said: dict[bytes, bytes]) -> dict[bytes, bytes]:
    return {b"c": b"relaxed/relaxed", **said}


def _sealed_bytes(sets: list[_Set]) -> bytes:
    """§5.1.1: all sets in order, each AAR, AMS, AS; the last seal without its b=."""
    fields = [one for each in sets for one in (each.aar, each.ams, each.seal)]
    return joined([*fields[:-1], without_b(fields[-1])]).removesuffix(b"\r\n")
