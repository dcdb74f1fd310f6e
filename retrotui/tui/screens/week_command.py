"""What a user can do with a week as a whole: take up its days, judge its Tries, look back, look at its flow, close it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial

from retrotui import settings, week
from retrotui.actions import by_id
from retrotui.keymap import shown_key
from retrotui.loop import picture, promotion
from retrotui.loop.follow import Followed, Tries
from retrotui.loop.overview import Overview, overview
from retrotui.loop.promotion import Candidate
from retrotui.loop.recurrence import Problem, Problems, history
from retrotui.loop.web import Web, keeps_links
from retrotui.model import kpt, periods
from retrotui.model.entry import Change, Item, Link
from retrotui.model.kinds import ROLES
from retrotui.tui.dialogs.ask import AskDialog
from retrotui.tui.dialogs.flow import FlowDialog
from retrotui.tui.dialogs.lineage import LineageDialog
from retrotui.tui.dialogs.triage import Case, DaysDialog, VerdictDialog
from retrotui.tui.dialogs.week_close import CloseDialog
from retrotui.tui.outcome import outcome
from retrotui.tui.screens.entry import EntryScreen
from retrotui.tui.widgets.entry_list import weekday
from retrotui.unsaved import Place, answer_place
from retrotui.verdict import OPEN
from retrotui.wording import _, language, ngettext, pgettext

_YEAR = re.compile(r"^\d{4}-(?=W)")
PLAIN_SIZE = (72, 16)
"""Columns and lines of the flow picture that is copied as text."""


class WeekCommands(EntryScreen):
    """The commands of the loop on a board."""

    def __init__(self, kind: str, tab: str, purpose: str) -> None:
        super().__init__(kind, tab, purpose)
        self._web: Web | None = None
        self._seen: tuple[week.Place, Overview] | None = None
        self._problems: Problems | None = None
        """As they were seen last: comparing them all is most of the work, and few changes concern them."""
        self._before: tuple[Web, tuple[week.Place, Overview]] | None = None
        self.waits = False
        """Whether the board was drawn with what other weeks told before the last change."""

    def forget(self, changes: list[Change]) -> None:
        """Something changed: look anew when asked."""
        if self._web is not None and self._seen is not None:
            self._before = self._web, self._seen
        self._seen = None
        for change in changes:
            after = change.after if self.is_own(change) else None
            self._web = self._web.with_entry(after) if self._web and after else None

    def is_own(self, change: Change) -> bool:
        """Whether a change is one of this board alone, and tells other weeks nothing new."""
        before, after = change.before, change.after
        return bool(before and after and after.uid == self.uid and keeps_links(before, after))

    @property
    def web(self) -> Web:
        """All entries with their links, as they are now."""
        if self._web is None:
            self._web = Web(self.app.journal.entries())
        return self._web

    @property
    def drawn_web(self) -> Web:
        """The entries as the board shows them."""
        return self._before[0] if self.waits and self._before else self.web

    def drawn(self) -> Overview:
        """The week as the board shows it: from before the last change, while it waits to be looked at anew."""
        if self.waits and self._before and self._before[1][0] == self.place:
            return self._before[1][1]
        return self.overview()

    @property
    def place(self) -> week.Place:
        """The board that is open, or the day of the week that has none yet."""
        return self.uid if self.stored else self.day

    def overview(self) -> Overview:
        """The week from every side; looked at once, until something changes."""
        place = self.place
        if self._seen is None or self._seen[0] != place:
            board = self.entry if self.stored else None
            span = promotion.span_of(board) if board else periods.week_span(self.day)
            self._problems = Problems(self.web, before=self._problems)
            self._seen = place, overview(self.web, span, board, self._problems)
        return self._seen[1]

    # Promotion

    def action_week_promote(self) -> None:
        """Take up what the days of this week hold, one key each."""
        waiting = {each.ref.uid: each for each in self.overview().waiting}
        if not waiting:
            self.app.say(_("Nothing of this week's days waits."))
            return
        cases = [_waiting_case(each) for each in waiting.values()]

        def act(uid: str, verb: str) -> str | None:
            return self.leave(dialog.undecided()) if verb == "rest" else self.promote(waiting[uid], verb)

        dialog = DaysDialog(_("From the days to the week"), cases, act, self.app.config.keymap)
        self.app.ask(dialog, lambda answer: None)
        if (line := self.line_under_cursor()) is not None:
            dialog.begin_at(line.ref.uid)

    def line_under_cursor(self) -> Candidate | None:
        """The line of a day that the cursor stands on; None on anything else."""
        return None

    def promote(self, candidate: Candidate, verb: str) -> str | None:
        """Take up a line as a role, join it, or leave it; says what became of it, None when nothing did."""
        if verb == "suggested":
            verb = "join" if candidate.like else candidate.target
        if verb == "join" and candidate.like is None:
            self.app.say(_("Nothing here says the same."))
            return None
        joined = candidate.like.uid if verb == "join" and candidate.like else ""
        choice = week.Choice(candidate.ref.uid, "" if joined else verb, joined)
        told: str | None = None
        with self.app.reporting():
            [done] = week.promote(self.app.journal, self.place, [choice])
            pattern = _("joined {label}") if done.joined else "→ {label}"
            told = pattern.format(label=done.item.label) if done.item else _("left")
            self._open_stored(done.entry.uid)
        return told

    def leave(self, uids: list[str]) -> str | None:
        """Leave lines of days; says how many."""
        told: str | None = None
        with self.app.reporting():
            left = week.leave(self.app.journal, self.place, uids)
            count, others = len(left.items), len(left.elsewhere)
            told = ngettext("{count} left", "{count} left", count).format(count=count)
            words = ngettext(
                "{count} line left; u takes it back.", "{count} lines left; u takes it back.", count
            ).format(count=count)
            if others:
                more = ngettext(
                    "{count} was taken up or left elsewhere meanwhile.",
                    "{count} were taken up or left elsewhere meanwhile.",
                    others,
                ).format(count=others)
                words = f"{words} {more}" if count else more
            self.app.say(words, alert=bool(others))
            if left.entry:
                self._open_stored(left.entry.uid)
        return told

    def _open_stored(self, uid: str) -> None:
        entry = self.app.journal.get(uid)
        if (
            entry
            and not self.stored
            and entry.kind == self.kind.name
            and entry.start <= self.day <= entry.end
        ):
            self.open_entry(entry.uid)

    # Verdicts

    def action_week_verdicts(self) -> None:
        """Ask for the verdicts on open Tries of earlier weeks, one key each; what is skipped is not asked again."""
        seen = self.overview()
        tries = [*seen.earlier, *seen.skipped]
        if not tries:
            self.app.say(_("No Try of an earlier week is open."))
            return

        def done(left: list[str]) -> None:
            if left and self.stored:
                with self.app.reporting():
                    week.skip(self.app.journal, self.uid, left)

        self._ask_verdicts(_("Tries of earlier weeks: what came of them?"), tries, done)

    def _ask_verdicts(
        self, title: str, tries: Sequence[Followed], done: Callable[[list[str]], None] = lambda left: None
    ) -> None:
        """Ask for verdicts, one key each; `done` is told which Tries were left without one."""
        known = {each.ref.uid: each for each in tries}

        def act(uid: str, verb: str) -> str | None:
            if verb == "undo":
                return self._undo_in_list(uid)
            if verb == OPEN:
                return self._open_in_list(known[uid])
            if verb != "dropped":
                return self.judge(known[uid], verb, "")
            self._drop(known[uid], lambda told: dialog.settle(uid, told))
            return None

        cases = [_try_case(each) for each in tries]
        dialog = VerdictDialog(title, cases, act, self.app.config.keymap)
        self.app.ask(dialog, lambda finished: done([] if finished else dialog.undecided()))

    def _open_in_list(self, followed: Followed) -> str | None:
        """Take the verdict back that a Try of the list has, or the skip; says so where there is none."""
        uid = followed.ref.uid
        ref = self.web.get(uid)
        waits = Tries(self.web).follow(ref).state == OPEN if ref else False
        if waits and uid not in {each.ref.uid for each in self.overview().skipped}:
            self.app.say(_("{label} has no verdict yet.").format(label=followed.ref.item.label))
            return None
        told = self.judge(followed, OPEN, "")
        if told:
            self.app.say(told)
        return told

    def _undo_in_list(self, uid: str) -> str | None:
        """Undo the last step of the list, which was one on this Try; says so where there is none."""
        if not uid:
            self.app.say(_("Nothing was decided in this list yet."))
            return None
        return "" if self.app.undo() else None

    def change_state(self, item: Item) -> None:
        """A Try that is open gets a verdict, which is more than a state; one that has one is open again, and so is all it did."""
        followed = next((each for each in self.overview().tries if each.ref.uid == item.uid), None)
        if followed is None:
            super().change_state(item)
        elif followed.state == OPEN:
            self._ask_verdicts(_("What came of it?"), [followed])
        elif told := self.judge(followed, OPEN, ""):
            self.app.say(told)

    def try_under_cursor(self) -> Followed | None:
        """The Try of this week that the cursor stands on; one that has a verdict may get another."""
        item = self.item_under_cursor()
        tries = self.overview().tries if item else ()
        return next((each for each in tries if item and each.ref.uid == item.uid), None)

    def _drop(self, followed: Followed, dropped: Callable[[str], None]) -> None:
        """Drop a Try with a reason; `dropped` is told what became of it."""

        def reasoned(reason: str | None) -> None:
            if reason is not None and (told := self.judge(followed, "dropped", reason)):
                dropped(told)

        self.app.ask(
            AskDialog(_("Why is it dropped?"), _("enter save; may stay empty · esc not dropped")), reasoned
        )

    def judge(self, followed: Followed, verb: str, reason: str) -> str | None:
        """Give a Try its verdict; says what came of it, None when it failed."""
        verdict = "kept" if verb == "keep" else verb
        told: str | None = None
        with self.app.reporting():
            judged = week.judge(
                self.app.journal,
                followed.ref.entry.uid,
                followed.ref.uid,
                verdict,
                place=self.place if self.entry_is_later(followed) else None,
                reason=reason,
                with_keep=verb == "keep",
            )
            for edited in (judged.carried, judged.keep, *judged.reopened):
                if edited:
                    self._open_stored(edited.entry.uid)
            told = outcome(judged, self.web, self.uid, followed.times)
        return told  # noqa: RET504 - None where something failed, which was told

    def entry_is_later(self, followed: Followed) -> bool:
        """Whether the open week comes after the Try's own, and so takes what comes of it."""
        return not self.stored or followed.ref.entry.uid != self.uid

    # Problems that come back

    def action_week_lineage(self) -> None:
        """When the problem under the cursor was met, what was tried, and what came of it."""
        item = self.item_under_cursor()
        problems = Problems(self.web)
        problem = problems.of(item.uid) if item else None
        if item is None or problem is None:
            self.app.say(_("Put the cursor on a problem."))
            return
        offered = problems.offered(self.web[item.uid])
        told = history(problem, language())
        answered = partial(self._same, item, offered)
        self.app.ask(LineageDialog(f"{item.label} · {told}", problem, offered is not None), answered)

    def item_added(self, uid: str) -> None:
        """Say of a new problem when it was met before."""
        problem = Problems(self.web).of(uid)
        item = next((item for item in self.entry.items() if item.uid == uid), None) if self.entry else None
        if problem and item and problem.times > 1:
            key = shown_key(by_id()["week.lineage"], self.app.config.keymap)
            told = _("{label}: {history} · {key} tells more")
            self.app.say(told.format(label=item.label, history=history(problem, language()), key=key))

    def _same(self, item: Item, offered: Problem | None, answer: str | None) -> None:
        if offered is None or not answer:
            return
        with self.app.reporting():
            if answer == "same":
                week.call_same(self.app.journal, self.uid, item.uid, offered.met[0].uid)
            else:
                week.call_different(self.app.journal, self.uid, offered.met[0].uid)

    # Flow

    def action_week_flow(self) -> None:
        """The week's flow as a picture, and the trends up to it."""
        entry = self.entry
        table = kpt.flow_table(entry) if entry else {}
        levels = {level: [item.label or item.text for item in items] for level, items in table.items()}
        trends = list(self.overview().trends)
        if not any(levels.values()) and not trends:
            self.app.say(_("No item has a flow yet: f on one says whether it was hard, even or easy."))
            return

        def done(answer: str | None) -> None:
            if answer:
                rows = picture.draw(levels, *PLAIN_SIZE, language=language(), pen=picture.PLAIN)
                rows += [[], *picture.tell_trends(trends, PLAIN_SIZE[0], language=language())]
                text = "\n".join("".join(words for words, _ in row).rstrip() for row in rows)
                self.app.copy_to_clipboard(text + "\n")
                self.app.say(_("The picture was sent to the terminal's clipboard."))

        self.app.ask(FlowDialog(entry.title if entry else "", levels, trends, language()), done)

    # Words that help, and can be turned off

    def action_week_hints(self) -> None:
        """Say words about vague Tries and too many of them, or say none any more."""
        with self.app.reporting():
            self.app.config = settings.change(self.app.paths, "hints", not self.app.config.hints)
            self.draw()
            key = shown_key(by_id()["week.hints"], self.app.config.keymap)
            off = _("Hints are off; {key} brings them back.").format(key=key)
            self.app.say(_("Hints are on.") if self.app.config.hints else off)

    # Closing

    def action_week_close(self) -> None:
        """Look at the whole week once more, settle what hangs loose, then take its Markdown along."""
        entry, seen = self.entry, self.overview()
        if entry is None or not (self.stored or seen.waiting or seen.earlier):
            self.app.say(_("Nothing is written in this week yet."))
            return

        def done(answer: str | None) -> None:
            match answer:
                case "copy":
                    self.action_entry_copy()
                case "file":
                    self.app.action_export()
                case "verdicts":
                    self.action_week_verdicts()
                case "promote":
                    self.action_week_promote()

        self.app.ask(CloseDialog(entry.title, self.overview, self.settle, self.app.config.keymap), done)

    def settle(self, verb: str, uid: str) -> None:
        """Do to an item of the week what the closing screen asks for: a verdict, a Try for a problem, a state, a flow."""
        followed = next((each for each in self.overview().tries if each.ref.uid == uid), None)
        item = next((item for item in self.entry.items() if item.uid == uid), None) if self.entry else None
        if item is None:
            return
        match verb:
            case "state":
                self.change_state(item)
            case "flow":
                self.change_flow(item)
            case "add" if item in (self.entry.items_of("problem") if self.entry else ()):
                self._answer(item)
            case "carried" if followed is None:
                self._move_on(item)
            case "dropped" if followed:
                self._drop(followed, self.app.say)
            case "kept" | "keep" | "failed" | "carried" if followed:
                if told := self.judge(followed, verb, ""):
                    self.app.say(told)

    def resume(self, place: Place) -> None:
        """Open the editor at a place that was found."""
        problem = self.item_under_cursor()
        if place.action == "answer" and problem:
            self._answer(problem)
        else:
            super().resume(place)

    def _answer(self, problem: Item) -> None:
        """Write a Try that answers the problem."""
        entry, uid = self.entry, self.uid
        if entry is None:
            return

        def save(text: str) -> str:
            links = (Link("answers", uid, problem.uid),)
            return self.app.journal.add_item(uid, text, role="try", links=links).item.uid

        title = _("A Try for {label} · {text}").format(label=problem.label, text=problem.text)
        self.write(answer_place(entry, problem), title, "", save)

    def _move_on(self, item: Item) -> None:
        with self.app.reporting():
            made = week.move_on(self.app.journal, self.uid, item.uid).made
            later = f"{made.entry.key.partition('/')[2]} {made.item.label}"
            self.app.say(_("{name} goes on as {later}.").format(name=item.label, later=later))


def target_words(candidate: Candidate) -> str:
    """What is suggested for a line of a day: a role, or the item that it joins."""
    if candidate.like:
        return _("join {label}").format(label=candidate.like.label)
    return pgettext("role", candidate.target)


def _waiting_case(candidate: Candidate) -> Case:
    ref, like = candidate.ref, candidate.like
    about = _("like {label} {text}").format(label=like.label, text=like.text) if like else ""
    suggestion = "join" if like else candidate.target
    words = pgettext("action", "join") if like else pgettext("role", candidate.target)
    label = f"{weekday(ref.entry.start)} {ROLES[ref.role].prefix}"
    return Case(ref.uid, label, ref.item.text, about, suggestion, words)


def _try_case(followed: Followed) -> Case:
    answers = ", ".join(f"{ref.item.label} {ref.item.text}" for ref in followed.answers)
    about = [_("carried ×{times}").format(times=followed.times)] if followed.times else []
    about += [_("for {answers}").format(answers=answers)] if answers else []
    # Tries are asked about for some weeks only, so their year would say nothing.
    name = f"{_YEAR.sub('', followed.ref.entry.key.partition('/')[2])} {followed.ref.item.label}"
    return Case(followed.ref.uid, name, followed.ref.item.text, " · ".join(about))
