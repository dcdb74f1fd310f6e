"""What the made-up notebook says: sentences of a working week in Korean and English, put together at random."""

from __future__ import annotations

from random import Random

ENGLISH = (
    "Split the upload handler into reading, checking and storing",
    "The nightly job ran twice because its lock had expired",
    "Wrote a test for the time zone of the report",
    "Paired on the slow query and found the missing index",
    "Asked for a second pair of eyes before the migration",
    "Learned that a retry without a limit hides the real error",
    "Still unclear who owns the staging certificates",
    "Renamed the settings so that they say what they do",
    "Too many meetings before noon, no hour without a break",
    "The new colleague set up the project alone from the guide",
    "Measured first this time, and left the cache alone",
    "Review took three days since the change was too large",
    "Kept a list of questions and cleared it in one talk",
    "The alarm went off at night for a disk that nobody uses",
    "Read the chapter on consensus and drew it on paper",
    "Moved the release to Tuesday, when everybody is there",
)
KOREAN = (
    "배포 절차를 문서로 옮기고 동료와 함께 한 번 따라 해 봄",
    "느린 질의의 원인이 빠진 색인이라는 것을 확인",
    "회의가 길어져서 오후에 집중할 시간이 부족했다",
    "테스트를 먼저 쓰니 설계의 빈틈이 일찍 드러났다",
    "로그가 너무 많아 필요한 줄을 찾기 어려웠음",
    "새 팀원이 안내서만 보고 환경을 준비했다",
    "재시도 횟수에 끝이 없으면 진짜 오류가 가려진다",
    "인증서 갱신을 누가 맡는지 아직 잘 모르겠다",
    "변경이 커서 검토에 사흘이 걸렸다",
    "설정 이름을 하는 일에 맞게 고쳤다",
    "측정부터 하고 캐시는 건드리지 않기로 함",
    "질문을 모아 두었다가 한 번에 물어보니 빨랐다",
    "밤에 울린 경보는 쓰지 않는 디스크 때문이었다",
    "합의 알고리즘을 종이에 그려 보며 이해했다",
    "릴리스를 모두가 있는 화요일로 옮김",
    "작은 단위로 나누어 커밋하니 되돌리기 쉬웠다",
)
DETAILS = (
    "see the notes of the morning",
    "다음 주에 다시 확인",
    "half an hour at most",
    "담당자와 이야기함",
    "worth a short talk",
    "문서에 적어 둠",
)
CATEGORIES = ("New Feature", "QA", "Fix", "운영", "문서")


def sentence(random: Random) -> str:
    """One line, in either language, sometimes with a detail or a ticket's number."""
    line = random.choice(KOREAN if random.random() < 0.6 else ENGLISH)
    chance = random.random()
    if chance < 0.3:
        return f"{line} — {random.choice(DETAILS)}"
    return f"{line} (#{random.randrange(100, 9999)})" if chance < 0.5 else line


def sentences(random: Random, count: int) -> list[str]:
    """So many lines."""
    return [sentence(random) for _ in range(count)]
