"""Are the words made by the hundred thousand the same as those that others read?"""

import base64

from hypothesis import given
from hypothesis import strategies as st

from tripost.addresses import tokened, verp
from tripost.delivery.quick import Words, base32
from tripost.kit.secrets import Secrets
from tripost.modes.distribution_list.joining import tokens

SECRETS = Secrets("one installation")
IDS = st.integers(0, 2**63 - 1)


@given(st.binary(max_size=80))
def test_base32_is_that_of_the_standard_library(data: bytes) -> None:
    assert base32(data) == base64.b32encode(data).decode().lower().rstrip("=")


@given(st.integers(0, 2**32 - 1), IDS, IDS, st.emails())
def test_words_are_those_that_are_read(address: int, delivery: int, who: int, email: str) -> None:
    words = Words(SECRETS, address=address, domain="acme.example")
    assert words.sender(delivery) == verp.sender(
        SECRETS, address=address, delivery=delivery, domain="acme.example"
    )
    link, mail, page = words.leaving(delivery, who, email)
    assert link == tokens.leave(SECRETS, who, email=email, delivery=delivery)
    assert page == tokens.preferences(SECRETS, who, email=email)
    assert mail == tokens.leave_by_mail(
        SECRETS, who, address=address, email=email, domain="acme.example", delivery=delivery
    )
    said = tokened.read(SECRETS, mail)
    assert said is not None
    holder = tokens.read_leave_by_mail(said.payload)
    assert holder is not None
    assert (holder.subscriber, holder.delivery, holder.fits(email)) == (who, delivery, True)
