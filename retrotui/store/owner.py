"""Which process made a draft or a lock, and whether it is still alive."""

from __future__ import annotations

import os
import re

_SHAPE = re.compile(r"(?P<user>.*)@(?P<host>[^@]*)\.(?P<pid>\d+):(?P<boot>[^:]*)")


def me() -> str:
    """This process as `user@host.pid:boot-start`."""
    pid = os.getpid()
    return f"{_user()}@{os.uname().nodename}.{pid}:{_boot()}-{_started(pid)}"


def is_dead(owner: str) -> bool:
    """Whether the owner ran on this machine and is gone for certain. Another machine's owner never is."""
    match = _SHAPE.fullmatch(owner)
    if not match or match["host"] != os.uname().nodename:
        return False
    boot, _, started = match["boot"].rpartition("-")
    if boot != _boot():
        return True
    pid = int(match["pid"])
    # In a container nobody may reap what was orphaned: a zombie keeps its id, and types nothing any more.
    return not _is_alive(pid) or started != _started(pid) or _stat(pid)[:1] in (["Z"], ["X"])


def _user() -> str:
    return os.environ.get("USER") or os.environ.get("LOGNAME") or str(os.getuid())


def _boot() -> str:
    try:
        with open("/proc/sys/kernel/random/boot_id", encoding="ascii") as file:
            return file.read(8)
    except OSError:
        return ""


def _started(pid: int) -> str:
    # Process ids come round again; the start time in clock ticks since boot does not.
    fields = _stat(pid)
    return fields[19] if len(fields) > 19 else ""


def _stat(pid: int) -> list[str]:
    """What the system says of a process after its name, beginning with its state; nothing where it does not say."""
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as file:
            return file.read().rpartition(")")[2].split()
    except OSError:
        return []


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
