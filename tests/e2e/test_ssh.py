"""Over a real sshd on loopback: the line drops, and what was typed is offered at the next start."""

from __future__ import annotations

import getpass
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.e2e.terminal import DEADLINE, ROOT, Terminal
from tests.e2e.test_leaving import WORDS, offered_again

_CONFIG = """
ListenAddress 127.0.0.1
Port {port}
HostKey {folder}/host
AuthorizedKeysFile {folder}/user.pub
PidFile none
PermitRootLogin prohibit-password
PasswordAuthentication no
KbdInteractiveAuthentication no
StrictModes no
UsePAM no
"""


class Server:
    """An sshd of the test's own, for the user who runs it."""

    def __init__(self, folder: Path, home: Path) -> None:
        self._folder = folder
        self._home = home
        self.pid_file = folder / "app.pid"
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self._port = probe.getsockname()[1]
        for name in ("host", "user"):
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / name], check=True)
        config = folder / "sshd_config"
        config.write_text(_CONFIG.format(port=self._port, folder=folder), encoding="utf-8")
        log = folder / "sshd.log"
        self.process = subprocess.Popen([_sshd(), "-D", "-f", config, "-E", log], stderr=subprocess.DEVNULL)
        until(self._answers, lambda: f"sshd to answer: {log.read_text() if log.exists() else ''}")

    def _answers(self) -> bool:
        assert self.process.poll() is None, (self._folder / "sshd.log").read_text()
        try:
            socket.create_connection(("127.0.0.1", self._port), 1).close()
        except OSError:
            return False
        return True

    def log_in(self) -> Terminal:
        """The app at the other end of the line, with words being typed into it."""
        folders = [
            f"XDG_{name.upper()}_HOME={self._home / name}" for name in ("data", "state", "config", "cache")
        ]
        words = [
            f"HOME={self._home}",
            "LANG=C.UTF-8",
            f"PYTHONPATH={ROOT}",
            *folders,
            sys.executable,
            "-m",
            "retrotui",
        ]
        remote = f"echo $$ > {self.pid_file}; exec env {' '.join(words)}"
        options = [
            "StrictHostKeyChecking=no",
            f"UserKnownHostsFile={self._folder / 'known'}",
            "LogLevel=ERROR",
        ]
        client = ["ssh", "-tt", "-F", "none", "-p", str(self._port), "-i", str(self._folder / "user")]
        client += [part for option in options for part in ("-o", option)]
        client += [f"{getpass.getuser()}@127.0.0.1", remote]
        terminal = Terminal(self._home, script=f"import os; os.execvp('ssh', {client!r})")
        terminal.shows("? keys")
        terminal.type("n")
        terminal.shows("Log ·")
        terminal.type(WORDS)
        terminal.shows(WORDS)
        return terminal

    @property
    def app(self) -> int:
        """The process id of the app."""
        return int(self.pid_file.read_text())


def until(condition: Callable[[], bool], what: Callable[[], str]) -> float:
    """Wait for the condition; how long it took. Fails after the deadline."""
    begun = time.monotonic()
    while not condition():
        assert time.monotonic() - begun < DEADLINE, f"waited for {what()}"
        time.sleep(0.02)
    return time.monotonic() - begun


def _sshd() -> str:
    return shutil.which("sshd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin") or ""


def _is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def _told(pid: int) -> str:
    """What a process that should have left is doing, and whose it is: its signals, where each thread waits, its parent."""
    try:
        status = Path(f"/proc/{pid}/status").read_text().splitlines()
        kept = [line for line in status if line.startswith(("State", "SigPnd", "ShdPnd", "SigBlk"))]
        waits = [(task / "wchan").read_text() for task in Path(f"/proc/{pid}/task").iterdir()]
        above = Path(f"/proc/{_parent(pid)}/cmdline").read_text().replace("\0", " ")
        ends = [str(Path(f"/proc/{pid}/fd/{number}").readlink()) for number in (0, 1)]
    except OSError as error:
        return f"it went while it was looked at ({error})"
    return f"{kept}, waiting in {waits}, below {above!r}, on {ends}"


def _parent(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    if not _sshd() or not shutil.which("ssh"):
        pytest.skip("no sshd here: install openssh-server and openssh-client to run this test")
    if not Path("/proc/self/stat").exists():
        pytest.skip("no /proc here, in which the session's processes are found")
    if os.getuid() == 0:
        # Where sshd parts its privileges; the service makes it when it starts, which it need not have.
        Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)
    folder = tmp_path / "ssh"
    folder.mkdir()
    running = Server(folder, tmp_path)
    yield running
    running.process.terminate()
    running.process.wait()
    if running.pid_file.exists() and _is_alive(running.app):
        os.kill(running.app, signal.SIGKILL)


@pytest.mark.parametrize("what", ["the client", "the session's sshd", "the client's terminal"])
def test_a_line_that_drops_loses_no_word(server: Server, tmp_path: Path, what: str) -> None:
    """The app leaves within three seconds, and the next start offers the text."""
    with server.log_in() as terminal:
        app = server.app
        match what:
            case "the client":
                terminal.send(signal.SIGKILL)
            case "the session's sshd":
                os.kill(_parent(app), signal.SIGKILL)
            case _:
                terminal.hang_up()
        assert until(lambda: not _is_alive(app), lambda: f"the app to leave: {_told(app)}") < 3
    offered_again(tmp_path)


def test_a_line_that_goes_silent_has_the_text_on_disk_within_a_second(server: Server, tmp_path: Path) -> None:
    """The client is frozen, as when a laptop is closed; then the machine at the other end is gone for good."""
    with server.log_in() as terminal:
        typed = time.monotonic()
        terminal.send(signal.SIGSTOP)
        drafts = tmp_path / "state" / "retrotui" / "drafts"
        until(lambda: any(WORDS in path.read_text() for path in drafts.glob("*.json")), lambda: "the draft")
        assert time.monotonic() - typed < 1.5
        os.kill(server.app, signal.SIGKILL)
        until(lambda: not _is_alive(server.app), lambda: "the app's end")
        terminal.send(signal.SIGCONT)
    offered_again(tmp_path)
