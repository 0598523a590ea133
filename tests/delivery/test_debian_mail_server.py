"""From `notify` through a mail server of Debian's (Exim) into mailbox files, with encryption, on loopback."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
import trustme

from .sample import CONFIG
from .test_forty_clients import BY_EMAIL, Story, story

EXIM = shutil.which("exim4", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")

USER = "Debian-exim"

pytestmark = [
    pytest.mark.skipif(EXIM is None, reason="Exim is not installed: apt install exim4-daemon-light"),
    pytest.mark.skipif(
        not hasattr(os, "getuid") or os.getuid() != 0, reason="Exim begins as root and gives that up"
    ),
]

__all__ = ["story"]

CONFIGURATION = """\
primary_hostname = localhost
daemon_smtp_ports = {port}
local_interfaces = 127.0.0.1
pid_file_path = {folder}/exim.pid
smtp_accept_queue_per_connection = 0
deliver_drop_privilege = true
spool_directory = {folder}/spool
log_file_path = {folder}/log/%slog
tls_advertise_hosts = *
tls_certificate = {folder}/server.pem
keep_environment =
smtp_accept_max = 20
message_size_limit = 5M
acl_smtp_rcpt = rcpt
acl_smtp_data = data
trusted_users = {user}
begin acl
rcpt:
  deny message = no such person
       local_parts = gone : gone2
  accept encrypted = *
  deny message = encrypt first
data:
  accept
begin routers
mailboxes:
  driver = accept
  transport = mailbox
begin transports
mailbox:
  driver = appendfile
  directory = {folder}/mail
  mode = 0600
  delivery_date_add = false
  envelope_to_add = true
  return_path_add = false
  user = {user}
begin retry
* * F,1h,1m
"""


class Exim:
    """A server of its own in a folder of its own; no service of the system."""

    def __init__(self, folder: Path) -> None:
        assert EXIM is not None
        self.folder = folder
        user = pwd.getpwnam(USER)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        authority = trustme.CA()
        authority.cert_pem.write_to_path(folder / "ca.pem")
        authority.issue_cert("localhost").private_key_and_cert_chain_pem.write_to_path(folder / "server.pem")
        for name in ("spool", "log", "mail"):
            (folder / name).mkdir()
        for one in (folder, *folder.iterdir()):
            os.chown(one, user.pw_uid, user.pw_gid)
        for above in folder.parents:
            if above.stat().st_mode & 0o001 == 0:  # as pytest makes them
                above.chmod(above.stat().st_mode | 0o011)
        (folder / "exim.conf").write_text(CONFIGURATION.format(port=self.port, folder=folder, user=USER))
        self._process = subprocess.Popen(
            [EXIM, "-C", str(folder / "exim.conf"), "-bdf", "-q1m"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def wait_until_ready(self) -> None:
        for _ in range(200):
            if self._process.poll() is not None:
                pytest.fail(f"Exim did not start: {self.complaint()}")
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
                return
            time.sleep(0.05)
        pytest.fail("Exim did not open its port")

    def complaint(self) -> str:
        """What Exim wrote where it refuses to work."""
        return "".join(one.read_text()[-500:] for one in (self.folder / "log").glob("*log"))

    def delivered(self, expected: int) -> dict[str, list[EmailMessage]]:
        """Mailboxes by name, once so many messages are there or time is up."""
        for _ in range(400):
            found = [one for one in (self.folder / "mail").rglob("*") if one.is_file()]
            if len([one for one in found if not one.name.startswith("temp")]) >= expected:
                break
            time.sleep(0.05)
        boxes: dict[str, list[EmailMessage]] = {}
        for one in found:
            message = message_from_bytes(one.read_bytes(), policy=policy.default)
            assert isinstance(message, EmailMessage)
            boxes.setdefault(message["Envelope-To"].partition("@")[0], []).append(message)
        return boxes

    def close(self) -> None:
        self._process.terminate()
        self._process.wait(10)


@pytest.fixture
def exim(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Exim]:
    with contextlib.closing(Exim(tmp_path_factory.mktemp("exim"))) as server:
        server.wait_until_ready()
        yield server


def test_every_letter_is_in_the_right_mailbox_once(story: Story, exim: Exim) -> None:
    shutil.copy(exim.folder / "ca.pem", story.practice.folder / "ca.pem")
    story.practice.write(
        "policydocs.toml",
        f'{CONFIG}\n[mail]\nhost = "localhost"\nport = {exim.port}\nsecurity = "starttls"\n'
        'from = "office@harbor.example.org"\nca_file = "ca.pem"\n',
    )

    result = story.run("notify", "--channel", "email", "--confirm=22")

    assert "Handed to the mail server: 20 letters" in result.stdout, result.output + exim.complaint()
    boxes = exim.delivered(20)
    with story.records() as records:
        recipients = [one for client in records.clients() for one in client.recipients]
    expected = {
        one.email.partition("@")[0]
        for one in recipients
        if one.id in BY_EMAIL and not one.email.startswith("gone")
    }
    assert set(boxes) == expected, exim.complaint()
    for messages in boxes.values():
        (message,) = messages
        names = [part.get_filename() for part in message.iter_attachments()]
        assert names in (["letter.pdf", "document.pdf"], ["carta.pdf", "documento.pdf"])
        assert all(part.get_content().startswith(b"%PDF") for part in message.iter_attachments())
        assert message["Cc"] is None
        assert message["Bcc"] is None
