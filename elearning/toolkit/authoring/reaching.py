"""Whether an address elsewhere answers: asked with a timeout, of public addresses only, at each turn of the way."""

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Callable
from contextlib import suppress
from threading import Timer
from urllib.parse import quote, urljoin, urlsplit

from ..models import LinkCheck

State = LinkCheck.State
PATIENCE = 8  # seconds for each sign of life
LONGEST = 20  # seconds for one answer, however it drips
TURNS = 4  # a redirection more than this goes in circles
PORTS = {80, 443}
KEPT = "/%:@!$&'()*+,;=~?-._[]"  # signs of an address that are sent as they stand
WRAPPED = [ipaddress.ip_network(net) for net in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")]
FAULTS = (OSError, http.client.HTTPException, ValueError)


class NotPublic(Exception):
    """The address is of a private network, of this machine, or of a port that serves no pages."""


def is_public(address: str, port: int) -> bool:
    """Whether a machine of ours may be sent there because somebody wrote a link."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    ip = getattr(ip, "ipv4_mapped", None) or ip
    hidden = any(ip in net for net in WRAPPED if net.version == ip.version)
    return port in PORTS and ip.is_global and not ip.is_multicast and not hidden


def reach(url: str, *, public: Callable[[str, int], bool] = is_public) -> tuple[str, int | None]:
    """The state of an address, and the number of the answer if there was one. Never raises."""
    try:
        for _turn in range(TURNS + 1):
            status, onward = _ask(url, public)
            if onward is None:
                return _meaning(status), status
            url = urljoin(url, onward)
    except NotPublic:
        return State.REFUSED, None
    except FAULTS:
        return State.SILENT, None
    return State.BROKEN, status


def _meaning(status: int) -> str:
    """Who asks for a password or turns machines away is there; a fault of the server may pass."""
    if status in (404, 410):
        return State.BROKEN
    return State.SILENT if status >= 500 else State.ALIVE


def _ask(url: str, public: Callable[[str, int], bool]) -> tuple[int, str | None]:
    for method in ("HEAD", "GET"):
        status, onward = _one_answer(method, url, public)
        if method == "GET" or status not in (400, 403, 404, 405, 501):  # some answer HEAD with nonsense
            break
    return status, onward if 300 <= status < 400 else None


def _one_answer(method: str, url: str, public: Callable[[str, int], bool]) -> tuple[int, str | None]:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise NotPublic
    port = parts.port or (443 if parts.scheme == "https" else 80)
    host = parts.hostname.encode("idna").decode()
    connection = http.client.HTTPConnection(host, port, timeout=PATIENCE)
    connection.sock = _socket_to(host, port, public)
    timer = Timer(LONGEST, _cut, [connection])
    timer.daemon = True
    timer.start()
    try:
        if parts.scheme == "https":
            connection.sock = ssl.create_default_context().wrap_socket(connection.sock, server_hostname=host)
        path = quote((parts.path or "/") + (f"?{parts.query}" if parts.query else ""), safe=KEPT)
        named = host if parts.port is None else f"{host}:{port}"
        connection.request(method, path, headers={"Host": named, "User-Agent": "link check", "Connection": "close"})
        answer = connection.getresponse()
        return answer.status, answer.getheader("Location")
    finally:
        timer.cancel()
        connection.close()


def _cut(connection: http.client.HTTPConnection) -> None:
    """End a conversation that takes too long."""
    with suppress(OSError, AttributeError):  # it may be over at this very moment
        connection.sock.shutdown(socket.SHUT_RDWR)


def _socket_to(host: str, port: int, public: Callable[[str, int], bool]) -> socket.socket:
    """Connected to the very address that was looked at: a name that changes its mind gains nothing."""
    addresses = list(dict.fromkeys(found[4][0] for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))
    if not all(public(address, port) for address in addresses):
        raise NotPublic
    return socket.create_connection((addresses[0], port), timeout=PATIENCE)
