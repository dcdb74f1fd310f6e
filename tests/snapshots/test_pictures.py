"""A few pictures of the screens, compared cell by cell and colour by colour.

`make test ARGS=--snapshot-update` accepts what is drawn now; look at the pictures before you commit them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from retrotui.config import Config, Paths
from retrotui.journal import Journal
from retrotui.model.entry import Link
from retrotui.tui.app import RetroApp
from tests.tui.conftest import TODAY

WEEK = (
    (
        "issue",
        "결제 취소 API 의 상태를 하나의 표로 모으고 통합 테스트를 다시 돌리기",
        {"category": "New Feature", "flow": "A"},
    ),
    ("issue", "Retry queue in production", {"category": "Deployment", "flow": "B"}),
    ("issue", "`fixture` 정리", {"category": "QA"}),
    ("keep", "설계 노트를 먼저 써서 리뷰가 하루 만에 끝났다", {}),
    ("problem", "배포가 또 늦게 끝났다: 카나리를 보는 사람이 없었다", {}),
    ("problem", "ログの時刻がばらばらで、原因を追うのに半日かかった。", {}),
    ("try", "카나리는 오후 4시 전에만 시작하기", {}),
)
DAY = (
    ("did", "Closed the retry queue rollout: 100 % of merchants"),
    ("did", "[New Feature] 환불 화면의 [x] done 표시 고치기"),
    ("problem", "배포 승인에 반나절이 걸림"),
    ("learned", "부분 인덱스는 남은 행에만\n\n## 예\n- `WHERE sent_at IS NULL`\n- **작은** 인덱스"),
    ("well", "점심을 제때 먹었다"),
)


@pytest.fixture
def filled(journal: Journal) -> Journal:
    """A notebook with a day, a week and a plan."""
    for role, text in DAY:
        journal.log(role, text, TODAY)
    for role, text, fields in WEEK:
        entry = journal.write("kpt", TODAY, role, text, **fields).entry
    problem, answer = entry.items_of("problem")[0], entry.items_of("try")[0]
    journal.change_item(entry.uid, answer.uid, links=(Link("answers", entry.uid, problem.uid),))
    journal.set_state(entry.uid, entry.items_of("issue")[1].uid, "done")
    journal.new_entry("study", TODAY - dt.timedelta(weeks=2))
    return journal


@pytest.mark.parametrize(
    ("name", "keys", "size", "theme"),
    [
        ("today", ["j"], (120, 36), "retro-dark"),
        ("kpt", ["2", "tab"], (120, 36), "retro-dark"),
        ("kpt_narrow", ["2"], (80, 24), "retro-dark"),
        ("study_light", ["4"], (80, 24), "retro-light"),
        ("capture", ["n", "tab", "배", "포"], (80, 24), "retro-dark"),
    ],
)
def test_a_screen_looks_as_agreed(
    snap_compare: Callable[..., bool],
    filled: Journal,
    paths: Paths,
    name: str,
    keys: list[str],
    size: tuple[int, int],
    theme: str,
) -> None:
    app = RetroApp(filled, paths, Config(theme=theme))
    assert snap_compare(app, press=keys, terminal_size=size), name


def test_an_empty_notebook_looks_as_agreed(snap_compare: Callable[..., bool], app: RetroApp) -> None:
    assert snap_compare(app, terminal_size=(80, 24))
