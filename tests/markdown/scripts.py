"""Short retrospectives in languages that are written in old encodings, put together at random from a seed."""

from __future__ import annotations

import random

SCRIPTS = {"cp949": "ko", "euc_kr": "ko", "cp932": "ja", "euc_jp": "ja", "gb18030": "zh"}
"""Encodings, and the language to write in each."""

_HEADS = {
    "ko": (
        ("### Keep", "### Problem", "### Try"),
        ("## 좋았던 점", "## 아쉬웠던 점", "## 시도할 점"),
        ("### Keep (좋았던 점)", "### Problem (문제)", "### Try (시도)"),
    ),
    "ja": (
        ("### Keep（良かったこと）", "### Problem", "### Try"),
        ("## Keep", "## Problem", "## Try"),
        ("### 良かった点", "### 問題点", "### 改善策"),
    ),
    "zh": (
        ("### Keep", "### Problem", "### Try"),
        ("## 做得好的", "## 问题", "## 下周计划"),
        ("### Keep（保持）", "### Problem（问题）", "### Try（尝试）"),
    ),
}
_TITLES = {
    "ko": ("# KPT 2024년 1월 29일", "# 주간 회고", "# KPT"),
    "ja": ("# KPT 2024年1月29日", "# ふりかえり", "# KPT"),
    "zh": ("# KPT 2024年1月29日", "# 复盘", "# KPT"),
}
_ITEMS = {
    "ko": (
        "짝 코딩", "배포가 늦음", "점심 산책을 했다", "낮에 배포", "문서 먼저 쓰기", "회의 시간 초과", "알림 끄기", "QA 일정 공유",
        "휴가 다녀옴", "로그 확인", "요구사항이 바뀜", "커밋 쪼개기", "야근", "책 한 권 읽기", "API 응답 속도 개선", "리뷰 댓글 늦음",
        "운동 세 번", "테스트 깨짐", "빌드 캐시 쓰기", "질문을 미룸", "잠을 못 잤다", "화면 설계를 함께 함", "데모 준비 부족", "집중 시간 확보",
    ),
    "ja": (
        "ペア作業", "納期が遅れた", "昼に散歩", "朝リリース", "文書を先に", "会議が長い", "通知を切る", "QA日程の共有", "レビュー待ち",
        "体調不良", "仕様変更", "コミットを分ける", "残業", "本を一冊読む", "API応答の改善", "睡眠不足", "週三回の運動", "CIが赤い",
        "キャッシュ導入", "質問を後回し", "画面設計を一緒に", "デモ準備不足", "集中時間の確保", "ﾚﾋﾞｭｰが早い", "ﾊﾞｸﾞ対応", "顧客訪問", "引継ぎ漏れ", "ログ監視",
    ),
    "zh": (
        "结对编程", "发布晚了", "午间散步", "白天发布", "先写文档", "会议超时", "关闭通知", "共享测试日程", "评审太慢", "身体不适", "需求变更",
        "拆分提交", "加班", "读一本书", "优化接口响应", "睡眠不足", "每周锻炼三次", "构建失败", "引入缓存", "拖延提问", "一起设计页面",
        "演示准备不足", "保证专注时间", "监控日志", "拜访客户", "交接遗漏",
    ),
}  # fmt: skip


def retrospective(language: str, seed: int) -> str:
    """A KPT of one to five short items under each heading; the same for the same seed."""
    chance = random.Random(seed)
    lines = [chance.choice(_TITLES[language])]
    for head in chance.choice(_HEADS[language]):
        lines += ["", head, *(f"- {item}" for item in chance.sample(_ITEMS[language], chance.randint(1, 5)))]
    return "\n".join(lines) + "\n"
