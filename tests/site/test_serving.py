"""The preview's server answers one person, on this computer, and only reads."""

from __future__ import annotations

import http.client
import socket
from collections.abc import Iterator
from threading import Thread

import pytest

from policydocs.errors import InputError
from policydocs.site.serving import LOOPBACK, Answer, PreviewServer, open_server

ASKED: list[str] = []


def answer(path: str) -> Answer | None:
    ASKED.append(path)
    if path == "/broken":
        raise RuntimeError("a bug")
    return {"/": Answer(b"first"), "/old": Answer(b"", moved_to="/")}.get(path)


@pytest.fixture
def server() -> Iterator[PreviewServer]:
    ASKED.clear()
    made = PreviewServer(0, answer, at_once=lambda path: Answer(b"now") if path == "/changed" else None)
    thread = Thread(target=made.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield made
    made.shutdown()
    made.server_close()
    thread.join()


def ask(
    server: PreviewServer, path: str, *, method: str = "GET", host: str | None = None
) -> tuple[int, bytes, http.client.HTTPMessage]:
    connection = http.client.HTTPConnection(LOOPBACK, server.server_port, timeout=5)
    connection.putrequest(method, path, skip_host=True)
    if host != "":
        connection.putheader("Host", host or f"{LOOPBACK}:{server.server_port}")
    connection.endheaders()
    response = connection.getresponse()
    said = response.status, response.read(), response.headers
    connection.close()
    return said


def test_it_listens_on_this_computer_alone(server: PreviewServer) -> None:
    assert server.server_address[0] == "127.0.0.1"
    assert ask(server, "/")[:2] == (200, b"first")


@pytest.mark.parametrize("host", ["evil.example", "", "127.0.0.1", "localhost:1", "127.0.0.1.example:80"])
def test_another_name_for_this_computer_gets_no_answer(server: PreviewServer, host: str) -> None:
    assert ask(server, "/", host=host)[0] == 403
    assert ASKED == []


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_nothing_but_reading_is_possible(server: PreviewServer, method: str) -> None:
    assert ask(server, "/", method=method)[0] == 501
    assert ASKED == []


@pytest.mark.parametrize(
    "path", ["/../etc/passwd", "/website/%2e%2e/x", "/a%00b", "/%ff", "/a%5c..%5cb", "/" + "a" * 5000]
)
def test_a_path_that_climbs_or_is_none_is_not_even_looked_at(server: PreviewServer, path: str) -> None:
    assert ask(server, path)[0] == 404
    assert ASKED == []


def test_a_head_request_has_the_headers_alone(server: PreviewServer) -> None:
    status, body, headers = ask(server, "/", method="HEAD")

    assert (status, body, headers["Content-Length"]) == (200, b"", "5")


def test_no_other_page_can_frame_it_or_load_from_it(server: PreviewServer) -> None:
    headers = ask(server, "/")[2]

    assert headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "Access-Control-Allow-Origin" not in headers


def test_a_page_that_moved_is_told(server: PreviewServer) -> None:
    status, _, headers = ask(server, "/old")

    assert (status, headers["Location"]) == (302, "/")


def test_a_bug_is_told_and_the_next_page_still_comes(server: PreviewServer) -> None:
    status, body, _ = ask(server, "/broken")

    assert status == 500
    assert b"policydocs itself failed" in body
    assert ask(server, "/")[0] == 200


def test_whether_anything_changed_is_answered_while_a_page_is_made(server: PreviewServer) -> None:
    with server.one_at_a_time:
        assert ask(server, "/changed")[1] == b"now"


def test_a_port_that_is_taken_is_told() -> None:
    with socket.socket() as taken:
        taken.bind((LOOPBACK, 0))
        taken.listen()

        with pytest.raises(InputError, match="is taken"):
            open_server(taken.getsockname()[1], answer, at_once=answer)
