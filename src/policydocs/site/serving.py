"""A web server for one person on her own computer: reads only, answers to its own address only.

A page of another website that is open in the same browser must learn nothing from it: the Host header is
checked, so that a foreign name pointed at this computer gets no answer, and nothing may frame or load it.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock
from urllib.parse import unquote, urlsplit

from policydocs.errors import InputError, SurroundingsError
from policydocs.values import frozen

LOOPBACK = "127.0.0.1"
FAVOURITE_PORT = 8420  #: where no other was asked for, and it is free
HTML, TEXT = "text/html; charset=utf-8", "text/plain; charset=utf-8"
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_LONGEST_PATH = 2_000


@frozen
class Answer:
    """What a path is answered with."""

    data: bytes
    kind: str = HTML  #: its media type
    status: HTTPStatus = HTTPStatus.OK
    allows: str = "default-src 'none'; style-src 'unsafe-inline'"  #: the Content-Security-Policy, in part
    moved_to: str = ""  #: a path of this server to go to instead


#: From a path, decoded and without its query, to its answer; None where there is nothing.
Answering = Callable[[str], Answer | None]


class PreviewServer(ThreadingHTTPServer):
    """Serves what one function answers; asked from several sides at once, it answers one after the other."""

    daemon_threads = True
    # Else a preview that has just ended keeps its port for a minute. On Windows the same option would let a
    # second server take the port of the first unseen.
    allow_reuse_address = os.name != "nt"

    def __init__(self, port: int, answer: Answering, *, at_once: Answering) -> None:
        """
        Args:
            answer: called by one thread at a time.
            at_once: asked first, by any thread; what it answers waits for no other.
        """
        self.answer = answer
        self.at_once = at_once
        self.one_at_a_time = Lock()
        super().__init__((LOOPBACK, port), _Handler)

    @property
    def address(self) -> str:
        """As a browser opens it."""
        return f"http://{LOOPBACK}:{self.server_port}/"

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that went away in the middle is nothing to tell."""


class _Handler(BaseHTTPRequestHandler):
    server_version = "policydocs"
    sys_version = ""
    timeout = 30
    server: PreviewServer

    def do_GET(self) -> None:
        self._respond(with_body=True)

    def do_HEAD(self) -> None:
        self._respond(with_body=False)

    def _respond(self, *, with_body: bool) -> None:
        hosts = {f"{name}:{self.server.server_port}" for name in (LOOPBACK, "localhost")}
        if self.headers.get_all("Host", [""]) not in [[host] for host in hosts]:
            self._send(Answer(b"This address is not answered.\n", TEXT, HTTPStatus.FORBIDDEN), with_body=True)
            return
        path = _path_of(self.path)
        answer = None
        if path is not None:
            answer = self.server.at_once(path)
            if answer is None:
                with self.server.one_at_a_time:
                    answer = self._answered(path)
        missing = Answer(b"There is no such page.\n", TEXT, HTTPStatus.NOT_FOUND)
        self._send(answer or missing, with_body=with_body)

    def _answered(self, path: str) -> Answer | None:
        try:
            return self.server.answer(path)
        except Exception as error:  # noqa: BLE001  (a bug of ours: the page says so, the preview goes on)
            said = f"policydocs itself failed ({type(error).__name__}: {error}). Please report it.\n"
            return Answer(said.encode("utf-8", "replace"), TEXT, HTTPStatus.INTERNAL_SERVER_ERROR)

    def _send(self, answer: Answer, *, with_body: bool) -> None:
        status = HTTPStatus.FOUND if answer.moved_to else answer.status
        self.send_response(status)
        for name, value in _HEADERS.items():
            self.send_header(name, value)
        self.send_header(
            "Content-Security-Policy",
            f"{answer.allows}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        )
        if answer.moved_to:
            self.send_header("Location", answer.moved_to)
        self.send_header("Content-Type", answer.kind)
        self.send_header("Content-Length", str(len(answer.data)))
        self.end_headers()
        if with_body:
            self.wfile.write(answer.data)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (the library's own name)
        """Say nothing: the terminal is the clinician's."""


def _path_of(target: str) -> str | None:
    """The path asked for, decoded; None for what no page of ours is called."""
    if not target.startswith("/") or len(target) > _LONGEST_PATH:
        return None
    try:
        path = unquote(urlsplit(target).path, errors="strict")
    except (ValueError, UnicodeDecodeError):
        return None
    return path if ".." not in path.split("/") and "\0" not in path and "\\" not in path else None


def open_server(port: int | None, answer: Answering, *, at_once: Answering) -> PreviewServer:
    """A server on this computer alone; it answers once `serve_forever` runs.

    Args:
        port: None for `FAVOURITE_PORT`, or any free one where that is taken.

    Raises:
        InputError: that port is taken, or may not be used.
        SurroundingsError: no port can be had at all.
    """
    try:
        return PreviewServer(FAVOURITE_PORT if port is None else port, answer, at_once=at_once)
    except OSError as error:
        if port is not None:
            raise _refused(port, error) from error
    try:
        return PreviewServer(0, answer, at_once=at_once)
    except OSError as error:
        raise SurroundingsError(
            f"This computer lets no program answer at {LOOPBACK}: {error.strerror or error}.",
            fix="A firewall or security program may forbid it. Without a preview:  policydocs build",
        ) from error


def _refused(port: int, error: OSError) -> InputError:
    if error.errno in (errno.EACCES, errno.EPERM):
        return InputError(
            f"Port {port} may not be used by ordinary programs.",
            fix="Choose a number above 1024, or leave --port out.",
        )
    return InputError(
        f"Port {port} is taken by another program, perhaps by a preview in another window.",
        fix="Close that one, choose another number, or leave --port out:  policydocs preview",
    )
