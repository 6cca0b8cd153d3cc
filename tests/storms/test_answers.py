"""A lost 250 makes no double; a different mail with the same Message-ID is kept."""

import socket
import threading
from collections.abc import Callable

import pytest

from tests.storms.server import Client, Server, free_port, letter

pytestmark = pytest.mark.storm


class CuttingProxy(threading.Thread):
    """Carries an SMTP dialogue and cuts the line where the answer to the content would pass."""

    def __init__(self, target: int) -> None:
        super().__init__(daemon=True)
        self._target, self.cuts, self.port = target, 0, free_port()
        self._listener = socket.create_server(("127.0.0.1", self.port))

    def run(self) -> None:
        while True:
            near, _ = self._listener.accept()
            far = socket.create_connection(("127.0.0.1", self._target))
            threading.Thread(target=self._up, args=(near, far), daemon=True).start()
            threading.Thread(target=self._down, args=(near, far), daemon=True).start()

    def _up(self, near: socket.socket, far: socket.socket) -> None:
        while data := _receive(near):
            far.sendall(data)

    def _down(self, near: socket.socket, far: socket.socket) -> None:
        while data := _receive(far):
            if data.startswith(b"250 2.0.0") and self.cuts > 0:
                self.cuts -= 1  # the server has stored it and says so; nobody hears it
                near.shutdown(socket.SHUT_RDWR)
                far.shutdown(socket.SHUT_RDWR)
                return
            near.sendall(data)


def _receive(line: socket.socket) -> bytes:
    try:
        return line.recv(65536)
    except OSError:
        return b""


def test_a_lost_answer_makes_no_double(server: Callable[..., Server], soak: bool) -> None:
    one = server()
    one.start()
    mails = 200 if soak else 10
    proxy = CuttingProxy(one.smtp)
    proxy.start()
    for number in range(mails):
        proxy.cuts = cuts = 1 + number % 5
        lost = 0
        while True:
            client = Client(proxy.port)
            try:
                client.deliver(letter(f"{number}@retry.example"))
                break
            except ConnectionError:
                lost += 1
            finally:
                client.close()
        assert lost == cuts
    one.drained()
    assert one.rows("SELECT COUNT(*) FROM store_intake")[0][0] == mails
    assert one.rows("SELECT COUNT(*) FROM store_message")[0][0] == mails
    assert one.stop() == 0


def test_another_mail_with_the_same_message_id_is_kept(server: Callable[..., Server]) -> None:
    one = server()
    one.start()
    client = Client(one.smtp)
    for text in ("first", "second", "second"):
        client.deliver(letter("same@example.net", text=text))
    client.deliver(letter("same@example.net", text="second"), sender="other@example.net")
    client.close()
    one.drained()
    assert one.rows("SELECT visible FROM store_message ORDER BY id") == [("first",), ("second",)]
    # The repeated hand-over was the same one; the one with another envelope is told apart.
    assert one.rows("SELECT outcome, COUNT(*) FROM store_intake GROUP BY outcome") == [
        ("duplicate", 1),
        ("new", 2),
    ]
    assert one.stop() == 0
