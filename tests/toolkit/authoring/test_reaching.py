"""Whether an address answers, asked of a stub on this machine; what is not public is never asked."""

import socket
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from elearning.toolkit.authoring import reaching
from elearning.toolkit.authoring.reaching import is_public, reach

ASKED: list[tuple[str, str]] = []


class Stub(BaseHTTPRequestHandler):
    """Answers with the number in the path; turns towards what stands after `to=`."""

    def do_HEAD(self):
        ASKED.append((self.command, self.path))
        code = int(self.path.strip("/").partition("?")[0])
        self.send_response(code if self.command == "HEAD" or code != 405 else 200)
        if "to=" in self.path:
            self.send_header("Location", self.path.partition("to=")[2])
        self.end_headers()

    do_GET = do_HEAD  # noqa: N815 - the name that the library calls

    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def stub():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Stub)
    Thread(target=server.serve_forever, daemon=True, kwargs={"poll_interval": 0.02}).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_what_is_private_is_not_public():
    refused = [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "::1", "fe80::1%eth0", "fd00::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "ff02::1",
    ]  # fmt: skip
    assert [address for address in refused if is_public(address, 443)] == []
    assert is_public("93.184.216.34", 443)
    assert is_public("2606:4700::1111", 80)
    assert not is_public("93.184.216.34", 22)


def test_a_link_to_a_private_address_is_never_asked(stub):
    ASKED.clear()
    assert reach(f"{stub}/200") == ("refused", None)
    for url in ("http://localhost/", "ftp://example.org/", "file:///etc/passwd", "http:///x", "http://[::1]/"):
        assert reach(url) == ("refused", None), url
    assert ASKED == []


def test_the_answer_says_whether_a_link_is_alive(stub):
    def there(address, port):
        return True

    assert reach(f"{stub}/200", public=there) == ("alive", 200)
    assert reach(f"{stub}/403", public=there) == ("alive", 403)
    assert reach(f"{stub}/404", public=there) == ("broken", 404)
    assert reach(f"{stub}/200?wörter=سلام", public=there) == ("alive", 200)
    assert reach(f"{stub}/503", public=there) == ("silent", 503)
    assert reach(f"{stub}/301?to=/200", public=there) == ("alive", 200)
    assert reach(f"{stub}/302?to=/302?to=/404", public=there)[0] == "broken"
    ASKED.clear()
    assert reach(f"{stub}/405", public=there) == ("alive", 200)
    assert ASKED == [("HEAD", "/405"), ("GET", "/405")]
    ASKED.clear()
    assert reach(f"{stub}/302?to=", public=there)[0] == "broken"  # in circles
    assert len(ASKED) == reaching.TURNS + 1


def test_a_turn_towards_a_private_address_is_refused(stub, monkeypatch):
    port = int(stub.rpartition(":")[2])
    assert reach(f"{stub}/302?to=http://localhost:1/", public=lambda a, p: p == port) == ("refused", None)
    mixed = [(0, 0, 0, "", ("93.184.216.34", 80)), (0, 0, 0, "", ("127.0.0.1", 80))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: mixed)
    assert reach("http://two-faced.example/") == ("refused", None)


def test_odd_addresses_and_silence_are_told_and_raise_nothing(stub):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    assert reach(f"http://127.0.0.1:{port}/", public=lambda a, p: True) == ("silent", None)
    for url in ("http://[bad/", "http://x:99999/", "http://" + "a" * 300 + "/", "http://127.0.0.1/a b\r\nX: y"):
        assert reach(url, public=lambda a, p: False)[0] in ("silent", "refused"), url
