"""How is a listening socket made so that answers leave at once?"""

import socket


def listening_socket(host: str, *, port: int, backlog: int = 512) -> socket.socket:
    """A bound TCP socket; port 0 takes any. OSError if the place is taken.

    asyncio sets TCP_NODELAY on accepted connections only if the listening socket was made with
    IPPROTO_TCP; without it Nagle's algorithm and delayed ACKs cost 44 ms for each mail.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            # "::" then takes IPv4 too, whatever the machine's default is.
            listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, int(host != "::"))
        listener.setblocking(False)
        listener.bind((host, port))
        listener.listen(backlog)
    except BaseException:
        listener.close()
        raise
    return listener
