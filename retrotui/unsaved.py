"""What is typed and not saved yet: in memory at each key, on disk every half second, offered again after a crash.

Belongs to the journal's layer. Knows where a text belongs, and nothing of the widget that it is typed into.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec
from msgspec.structs import replace

from retrotui.errors import RetroError
from retrotui.model.entry import Entry, Item, Section, new_uid
from retrotui.store.drafts import Draft, Drafts

SECONDS = 0.5
"""How old what is on disk may be."""
_PATIENCE = 1.0


class Place(msgspec.Struct, frozen=True):
    """Where a text belongs."""

    action: str
    """`capture`, `add`, `edit`, `prose`, or `answer` for a Try that answers the item."""
    kind: str = ""
    day: dt.date | None = None
    role: str = ""
    entry: str = ""
    """The uid of the entry; empty for a period in which nothing is stored yet."""
    section: str = ""
    item: str = ""

    @property
    def field(self) -> str:
        """The place without its uids, as a draft keeps it."""
        return ":".join((self.action, self.kind, self.day.isoformat() if self.day else "", self.role))


def capture_place(role: str = "") -> Place:
    """The quick capture, of which there is one; the role is the section that was chosen last."""
    return Place("capture", role=role)


def add_place(entry: Entry, section: Section, day: dt.date) -> Place:
    """A new item in a section; `entry` may be one that is not stored yet."""
    uid = section.uid if entry.uid else ""
    return Place("add", entry.kind, day, section.role, entry.uid, uid)


def edit_place(entry: Entry, item: Item) -> Place:
    """The text of an item."""
    return Place("edit", entry.kind, entry.start, "", entry.uid, "", item.uid)


def prose_place(entry: Entry, section: Section) -> Place:
    """The prose of a section."""
    return Place("prose", entry.kind, entry.start, section.role, entry.uid, section.uid)


def answer_place(entry: Entry, problem: Item) -> Place:
    """A new Try that answers a problem."""
    return Place("answer", entry.kind, entry.start, "try", entry.uid, "", problem.uid)


class Unfinished(msgspec.Struct, frozen=True):
    """A text that a session left behind."""

    id: str
    place: Place
    text: str
    base: str
    """What stood there before."""
    label: str
    at: dt.datetime


class Unsaved:
    """The unsaved texts of one session, and those that dead sessions left."""

    def __init__(
        self, state_dir: Path, clock: Callable[[], dt.datetime], notebook: Path | None = None
    ) -> None:
        self._notebook = os.path.realpath(notebook) if notebook else ""
        self._drafts = Drafts(state_dir / "drafts")
        self._clock = clock
        self._held: dict[str, Draft] = {}
        # Kept apart until resumed: two sessions may have left a text for the same place.
        self._left: dict[str, Draft] = {}
        self._dirty: set[str] = set()
        # A signal handler may come in while this very thread holds it.
        self._lock = threading.RLock()
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self.problem = ""
        """Why the last draft could not be written; empty when it was."""

    def text_for(self, place: Place) -> str | None:
        """What was typed for the place and not saved, the newest of several."""
        found = [draft for draft in self._held.values() if _belongs(draft, place)]
        return max(found, key=lambda draft: draft.at).text if found else None

    def note(self, place: Place, text: str, *, base: str = "", label: str = "") -> None:
        """Remember what stands in the editor now; a text that says nothing new is forgotten."""
        if not text.strip() or text == base:
            self.drop(place)
            return
        with self._lock:
            known = next((draft for draft in self._held.values() if _belongs(draft, place)), None)
            draft = Draft(
                id=known.id if known else new_uid(),
                owner=self._drafts.owner,
                text=text,
                at=self._clock().astimezone(dt.UTC),
                entry=place.entry,
                section=place.section,
                item=place.item,
                field=place.field,
                base=base,
                notebook=self._notebook,
                label=label,
            )
            self._held[draft.id] = draft
            self._dirty.add(draft.id)

    def drop(self, place: Place) -> None:
        """Forget the place's texts: they were saved, or there are none."""
        for draft in [draft for draft in self._held.values() if _belongs(draft, place)]:
            self.discard(draft.id)

    def discard(self, draft_id: str) -> None:
        """Forget one text for good."""
        with self._lock:
            self._held.pop(draft_id, None)
            self._left.pop(draft_id, None)
            self._dirty.discard(draft_id)
            with contextlib.suppress(OSError):
                self._drafts.discard(draft_id)

    def flush(self) -> None:
        """Write what is not on disk yet. Raises nothing: what went wrong stands in `problem`."""
        if not self._lock.acquire(timeout=_PATIENCE):
            return
        try:
            for draft_id in list(self._dirty):
                self._drafts.save(self._held.get(draft_id) or self._left[draft_id])
                self._dirty.discard(draft_id)
            self.problem = ""
        except RetroError as error:
            self.problem = error.message or error.title
        finally:
            self._lock.release()

    def left_behind(self) -> Sequence[Unfinished]:
        """Take over the texts that sessions on this notebook left, the oldest first; they are this session's from now on."""
        for draft in self._drafts.orphaned():
            if draft.notebook not in ("", self._notebook):
                continue
            with self._lock:
                self._left[draft.id] = replace(draft, owner=self._drafts.owner)
                self._dirty.add(draft.id)
        self.flush()
        return [
            Unfinished(d.id, _place_of(d), d.text, d.base, d.label, d.at)
            for d in sorted(self._left.values(), key=lambda d: d.at)
        ]

    def take(self, draft_id: str, place: Place | None = None) -> None:
        """Make a text that was left behind the draft of its place, or of another; below what is typed there already."""
        draft = self._left.get(draft_id)
        if draft is None:
            return
        place = place or _place_of(draft)
        before = self.text_for(place)
        text = draft.text if before in (None, draft.text) else f"{before}\n{draft.text}"
        self.note(place, text, base=draft.base, label=draft.label)
        self.flush()
        self.discard(draft_id)

    def start(self, also: Callable[[], None] = lambda: None) -> None:
        """Write every half second from a thread of its own, which a stalled screen can not stop; call `also` each time."""

        def run() -> None:
            while not self._stop.wait(SECONDS):
                self.flush()
                also()

        self._thread = threading.Thread(target=run, name="retrotui-drafts", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Write a last time and end the thread."""
        self._stop.set()
        if self._thread and self._thread is not threading.current_thread():
            self._thread.join(_PATIENCE)
        self.flush()


def _belongs(draft: Draft, place: Place) -> bool:
    found = _place_of(draft)
    return found == place or found.action == place.action == "capture"


def _place_of(draft: Draft) -> Place:
    action, kind, day, role = ([*draft.field.split(":"), "", "", ""])[:4]
    try:
        date = dt.date.fromisoformat(day) if day else None
    except ValueError:
        date = None
    return Place(action, kind, date, role, draft.entry, draft.section, draft.item)
