"""What one person's app holds, kept current only by what the stream says.

The rows of its list, one open conversation, the addresses. Applying is the client's rule of the
contract: a change with a conversation fetches that row (and the conversation when it is open),
one about an address fetches the addresses and what is shown of that address; `gone` drops. The
contact panel is left out: it tells of other conversations and is fetched when one is opened.
"""

from dataclasses import dataclass
from typing import Any

import httpx

from tests.doors import House, Listener

END = "test.ended"
OUT_OF_SIGHT = ("spam", "trash")  # what the list of everything leaves out


@dataclass
class Browser:
    """What one person's app holds, kept current only by what the stream says."""

    name: str
    client: httpx.Client
    listener: Listener
    open: str
    rows: dict[str, Any]
    detail: Any = None
    addresses: Any = None
    cursor: str | None = None

    @classmethod
    def start(cls, house: House, name: str, *, conversation: int) -> "Browser":
        """Everything fetched, then listening."""
        listener = house.listen(name)
        hello = listener.until(type="hello")
        browser = cls(name, house.client(name), listener, str(conversation), {})
        browser.cursor = hello["cursor"]
        browser.fetch_all()
        return browser

    def fetch_all(self) -> None:
        """From nothing."""
        self.rows = {row["id"]: row for row in self.fetch("/conversations?limit=1000")["items"]}
        self.detail = self.opened()
        self.addresses = self.fetch("/addresses")

    def fetch(self, path: str) -> Any:
        """The answer, or None when it is not there (any more)."""
        answer = self.client.get(f"/api/v1{path}")
        return answer.json() if answer.status_code == 200 else None

    def opened(self) -> Any:
        """The open conversation, without what tells of others."""
        found = self.fetch(f"/conversations/{self.open}")
        if found is not None:
            del found["contact_panel"]
        return found

    def catch_up(self) -> list[str]:
        """Apply everything up to the end mark; the kinds that came."""
        kinds = []
        for said in self.listener.before(kind=END):
            kinds.append(said.get("kind", said["type"]))
            self.apply(said)
        return kinds

    def apply(self, said: dict[str, Any]) -> None:
        """The client's rule."""
        conversation = said.get("conversation")
        if said["type"] == "hello":
            return
        if said["type"] == "reset":
            self.fetch_all()
            return
        if said["type"] == "gone" and conversation is None:
            self.rows = {
                i: r for i, r in self.rows.items() if r["address_id"] != said["address_id"]
            }
        elif conversation is not None:
            found = self.fetch(f"/conversations?ids={conversation}")["items"]
            self.rows.pop(conversation, None)
            self.rows |= {row["id"]: row for row in found if row["state"] not in OUT_OF_SIGHT}
        elif said["address_id"] is not None:
            found = self.fetch(f"/conversations?ids={','.join(self.rows)}")["items"]
            self.rows = {row["id"]: row for row in found}
        if conversation in (None, self.open):
            self.detail = self.opened()
        self.addresses = self.fetch("/addresses")

    def go_offline(self) -> None:
        """The line breaks; what is held stays."""
        self.listener.close()

    def come_back(self, house: House) -> None:
        """With the cursor kept, as the app does; `reset` fetches all."""
        self.listener = house.listen(self.name, cursor=self.cursor)

    def close(self) -> None:
        """Go."""
        self.listener.close()
        self.client.close()

    def state(self) -> tuple[Any, ...]:
        """What is held."""
        return self.rows, self.detail, self.addresses
