"""The ways in which people write days, weeks and longer times: patterns alone, read by `dates`."""

from __future__ import annotations

import calendar
import re

MONTHS = {name.casefold(): number for number, name in enumerate(calendar.month_name) if name}
MONTHS |= {name[:3]: number for name, number in MONTHS.items()} | {"sept": 9}
MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
YEAR = r"(?:19|20)\d\d"
_YEAR_OR_SHORT = rf"(?:{YEAR}|(?<![\d.])\d\d)"
"""Before 年 or 년 two digits are a year as well: `24년 1월 29일`."""
_NTH_WEEK = r"(?P<k>\d|[一二三四五]|첫|두|둘|세|셋|네|넷|다섯)\s*(?:週|周|주차|주(?!\w)|번?째\s?주)"
_NTH_EN = (
    r"(?P<k>(?:week|wk|w)[\s_-]?[1-6](?!\d)|(?:first|second|third|fourth|fifth|[1-5](?:st|nd|rd|th))\s+week)"
)
_FIGURE = r"(?:\d\d?|十[一二三四五六七八九]?|二?三?十?[一二三四五六七八九]|[二三]十)"
"""A number as Chinese and Japanese writers put it."""
_QUARTER, _HALF = r"(?:q[1-4]|[1-4]q)", r"(?:h[12]|[12]h)"
_ORDINAL = r"(?:first|second|third|fourth|1st|2nd|3rd|4th)"
_CLEAR = r"(?<!\d)(?<!\d[.,/-])"
"""Before a year that may follow a word and a hyphen: `retro-2024-q3`."""
NTH = {name: at % 5 + 1 for at, name in enumerate("一二三四五첫둘셋넷")} | {
    "두": 2,
    "세": 3,
    "네": 4,
    "다섯": 5,
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
}
ERAS = {"令和": 2018, "平成": 1988}
_NO_DIGIT, _NO_DIGIT_AFTER = r"(?<![\d.,/-])", r"(?![\d]|[.,/-]\d)"
_SLASHED, _SLASHED_AFTER = (
    r"(?:(?<![\d.,/v-])|(?<=[a-z]-)|(?<=\d-)(?=\d\d?/\d))",
    r"(?!\d|[.,/]\d|-\d(?!\d?/\d))",
)
"""Between two days in slashes a hyphen may stand without blanks: `6/17-6/24`."""
_NO_UNIT = r"(?!\s?(?:주차|주(?!\w)|週|周|회차|차시|%|점(?!\w)|시간|명|개(?!\w)|배))(?!(?<=-\d)[월月]|(?<=-\d\d)[월月])"
"""A number before a unit is that unit's: `07-8월` is no 8th of July, `3/4주차` no day."""
COUNTED = re.compile(
    r"(?:\b(?:part|chapter|lesson|section|level|step|version|ver|vol|no|score|rating|page|room|ratio|issue|ticket|game|episode|ep|book|project|problem|exercise|module|unit|quiz|lab|stage|phase|mission|task|entry)\b|#|파트|챕터|레벨|버전|점수|평점)[\s.:#]*$"
)
"""Words before two figures that are no day: `Part 1/2`."""
_SHORT_YEAR = r"['’]\d\d(?!\d)"
_NOTATIONS: tuple[tuple[str, str], ...] = (
    ("Y", rf"{_CLEAR}(?P<y>{YEAR})[\s-]?w(?P<w>\d\d?)(?!\d)"),
    ("Y", rf"{_CLEAR}(?P<y>{YEAR})\s?[年년]?[\s/_-]{{0,2}}(?P<q>{_QUARTER})(?![a-z\d])"),
    (
        "LD",
        rf"(?<![a-z\d])(?P<q>{_QUARTER})(?:[\s/_,-]{{0,2}}(?:of\s+)?(?P<y>{YEAR})|(?P<z>\s?['’]\d\d|[12]\d))(?!\d)",
    ),
    ("D", rf"(?<![\w.])(?P<z>[12]\d)-?(?P<q>{_QUARTER})(?![a-z\d])"),
    ("Y", rf"{_CLEAR}(?P<y>{YEAR})\s?[年년]?[\s/_-]{{0,2}}(?P<h>{_HALF})(?![a-z\d])"),
    (
        "LD",
        rf"(?<![a-z\d])(?P<h>{_HALF})(?:[\s/_,-]{{0,2}}(?:of\s+)?(?P<y>{YEAR})|(?P<z>\s?['’]\d\d|[12]\d))(?!\d)",
    ),
    ("LD", rf"(?P<q>{_ORDINAL})\s+quarter(?:\s+of|,)?\s+(?P<y>{YEAR})(?!\d)"),
    ("LD", rf"(?P<h>(?:first|second|1st|2nd)\s+half)(?:\s+of|,)?\s+(?P<y>{YEAR})(?!\d)"),
    ("Y", rf"{_CLEAR}(?P<y>{YEAR})[\s_-]+(?P<q>{_ORDINAL})[\s_-]+quarter"),
    ("Y", rf"{_CLEAR}(?P<y>{YEAR})[\s_-]+(?P<h>(?:first|second|1st|2nd)[\s_-]+half)"),
    ("Y", rf"(?P<y>{YEAR})\s?年度\s?の?(?P<f>上期|下期|上半期|下半期)"),
    ("D", r"(?P<y>(?<![\d.])\d\d)년\s?(?:(?P<h>[상하]반기)|(?P<q>[1-4])\s?분기)"),
    ("C", rf"(?P<y>[〇零一二三四五六七八九]{{4}})年(?P<m>{_FIGURE})月(?:(?P<d>{_FIGURE})[日号])?"),
    ("L", rf"(?:week\s?notes?|weekly)[\s:#–-]{{1,3}}(?P<y>{YEAR})[-./](?P<w>\d\d?)(?!\d|[-./]\d)"),
    (
        "YD",
        rf"(?<!\d)(?P<y>{YEAR}|(?<![.,/-])\d\d)[-./]\s?(?P<m>0?[1-9]|1[0-2])[-_./\s,]{{1,3}}(?:第?\s*{_NTH_WEEK})",
    ),
    ("Y", rf"(?<!\d)(?P<y>{YEAR})[-./]\s?(?P<m>0?[1-9]|1[0-2])[-_./\s,]{{1,3}}{_NTH_EN}"),
    ("YD", rf"(?<!\d)(?P<y>{YEAR}|[12]\d)(?P<m>0[1-9]|1[0-2])[-_\s]{{1,2}}(?:第?\s*{_NTH_WEEK})"),
    ("L", rf"(?<![a-z])(?P<m>{MONTH})[,\s_-]{{1,3}}(?:(?P<y>{YEAR})[,\s_-]{{1,3}})?{_NTH_EN}(?![a-z])"),
    ("LD", rf"(?<![a-z\d]){_NTH_EN}\s+(?:of|in)\s+(?P<m>{MONTH})(?:,?\s+(?P<y>{YEAR}))?(?![a-z\d])"),
    ("D", r"(?P<u>)(?<![\w.])(?P<m>1[0-2]|0?[1-9])m[\s_-]?(?P<k>[1-6])w(?![a-z\d])"),
    (
        "YD",
        rf"(?P<y>{_YEAR_OR_SHORT})\s*[年년]\s*(?P<m>\d\d?)\s*[月월]?(?=\s*[-~–〜～至到]\s*\d\d?\s*[月월](?!\s*\d))",
    ),
    ("L", rf"(?<![a-z])(?<!\d\s)(?P<m>{MONTH})(?=\s*(?:[-–—~]|to)\s*{MONTH},?\s+{YEAR})"),
    (
        "Y",
        rf"(?<!\d)(?P<y>{YEAR})(?P<m>0[1-9]|1[0-2])(?P<d>[0-2]\d|3[01])(?=[t_-]?[0-2]\d[0-5]\d(?:[0-5]\d)?z?(?!\d))",
    ),
    ("D", rf"(?<![\d.])(?P<d>\d\d?)\.(?P<m>\d\d?)\.(?=\s*[-–~]\s*\d\d?\.\d\d?\.{YEAR})"),
    ("C", r"(?P<e>令和|平成)\s*(?P<n>\d\d?|元)\s*年\s*(?P<m>\d\d?)\s*月\s*(?P<d>\d\d?)\s*日?"),
    (
        "YD",
        rf"(?P<y>{_YEAR_OR_SHORT})\s*[年년]\s*(?P<m>\d\d?)\s*[月월]\s*(?P<d>\d\d?)(?!\d|\s*(?:週|周|주|번?째))\s*[日일号號]?",
    ),
    ("Y", rf"(?<!\d)(?P<y>{YEAR})\s*年?\s*第\s*(?P<w>\d\d?|[一二三四五六七八九十]{{1,3}})\s*[週周]"),
    (
        "Y",
        rf"(?<!\d)(?P<y>{YEAR})[\s._/-]{{0,2}}(?P<m>0?[1-9]|1[0-2])\s?[월月]\s*(?P<d>\d\d?)(?!\d|\s*(?:週|周|주|번?째|[-~]\d))\s*[日일号號]",
    ),
    ("Y", rf"(?P<y>{YEAR})\s{{0,2}}[年년]?\s{{0,2}}(?P<h>[상하]반기|[上下]半[期年])"),
    (
        "Y",
        rf"(?P<y>{YEAR})[\s_-]{{0,2}}[年년]?\s{{0,2}}第?\s{{0,2}}(?P<q>[1-4一二三四])\s*(?:분기|四半期|季度)",
    ),
    ("Y", rf"{_NO_DIGIT}(?P<y>{YEAR})\s(?P<m>0[1-9]|1[0-2])\s(?P<d>[0-3]\d)(?![\d:])"),
    (
        "Y",
        rf"(?<!\d)(?:(?<!\d[.,/])|(?<=\d\d-\d\d/))(?P<y>{YEAR})(?P<s>\s?[-./_]\s?)(?P<m>\d\d?)\s?[-./_]\s?(?P<d>\d\d?)(?!\d)",
    ),
    (
        "D",
        rf"{_NO_DIGIT}(?P<m>0[1-9]|1[0-2])[-/.](?P<d>[0-3]\d)[-/.](?P<y>\d\d)(?=\s+\d{{1,2}}:\d\d(?::\d\d)?\s*[ap]m\b)",
    ),
    (
        "D",
        r"(?<![\w.,/-])(?P<m>0[1-9]|1[0-2])(?P<d>[0-2]\d|3[01])(?=\s*[(（\[][월화수목금토일月火水木金土日](?:요일|曜日?)?[)）\]])",
    ),
    (
        "D",
        r"(?<![\w.,/-])(?<![.,/-]\s)(?P<m>1[0-2]|[1-9])\s/\s(?P<d>[12]\d|3[01]|[1-9])(?=\s*[(（\[][월화수목금토일月火水木金土日](?:요일|曜日?)?[)）\]])",
    ),
    ("D", r"(?:(?<=day\d_)|(?<=day\d\d_))(?P<m>0[1-9]|1[0-2])(?P<d>[0-2]\d|3[01])(?!\d)"),
    ("Y", rf"(?<![\d.,/])(?P<y>{YEAR})(?P<m>0\d|1[0-2])(?P<d>[0-3]\d){_NO_DIGIT_AFTER}"),
    (
        "D",
        rf"(?P<u>)(?<![\d.,/])(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?P<y>{YEAR}){_NO_DIGIT_AFTER}",
    ),
    (
        "D",
        rf"(?P<u>)(?<![\d.,/])(?P<d>0[1-9]|[12]\d|3[01])(?P<m>0[1-9]|1[0-2])(?P<y>{YEAR}){_NO_DIGIT_AFTER}",
    ),
    (
        "Y",
        rf"(?<![\w.,/-])(?P<y>{YEAR})[\s,./-]{{1,2}}(?P<m>{MONTH})[\s./-]{{1,2}}(?P<d>\d\d?)(?:st|nd|rd|th)?(?![\d:])",
    ),
    ("D", rf"(?<![\w.,/-])(?P<d>\d\d?)(?P<m>{MONTH})(?P<y>{YEAR})(?!\w)"),
    (
        "D",
        rf"{_NO_DIGIT}(?P<d>\d\d?)(?:st|nd|rd|th)?(?:\s+of)?(?:\s+|-|[/.](?=[a-z])|(?<=\d\d)\.\s+)(?P<m>{MONTH})(?:(?:,?[\s\-]+|[/.]|(?<=\.))(?P<y>{YEAR})|(?:,?\s*(?=['’])|[/-])(?P<z>['’]?\d\d)(?!\d))?(?![a-z])",
    ),
    (
        "L",
        rf"(?<![a-z])(?P<m>{MONTH})[\s\-/]+(?P<d>\d\d?)(?:st|nd|rd|th)?(?!\d|:)(?:(?:,?\s*|[-/])(?P<y>{YEAR})(?!\d)|,?\s*(?P<z>{_SHORT_YEAR}))?",
    ),
    ("L", rf"(?<![a-z])(?P<m>{MONTH}),?\s*(?P<z>{_SHORT_YEAR})"),
    ("Y", rf"(?<![\w.,/-])(?P<y>{YEAR})[\s,/_-]{{0,2}}(?:week|wk|cw|kw)[\s#-]{{0,2}}(?P<w>\d\d?)(?!\d)"),
    (
        "L",
        rf"(?<![a-z])(?:week|wk|cw|kw|w)[\s#.-]{{0,2}}(?P<w>\d\d?)(?:[\s,/-]{{1,2}}|\s+(?:of|in)\s+)(?P<y>{YEAR}){_NO_DIGIT_AFTER}",
    ),
    ("YD", rf"(?P<y>{_YEAR_OR_SHORT})\s*[年년]\s*(?P<m>\d\d?|{_FIGURE})\s*[月월](?:\s*第?\s*{_NTH_WEEK})?"),
    ("Y", rf"(?<!\d)(?P<y>{YEAR})[\s._/-]{{0,2}}(?P<m>0?[1-9]|1[0-2])\s?[월月](?:[\s_]*第?\s*{_NTH_WEEK})?"),
    ("D", r"(?<!\d)(?P<m>\d\d?)\s*[月월]\s*(?P<d>\d\d?)\s*[日일号號]"),
    ("D", rf"(?<!\d)(?P<m>\d\d?)\s*[月월]\s*第?\s*{_NTH_WEEK}"),
    (
        "DC",
        rf"{_SLASHED}(?P<q>['’]?)(?P<a>\d\d?)(?P<s>[./-])\s?(?P<b>\d\d?)[./-]\s?(?P<c>{YEAR}|['’]?\d\d){_SLASHED_AFTER}",
    ),
    ("Y", rf"{_NO_DIGIT}(?P<y>{YEAR})[-./](?P<m>0[1-9]|1[0-2]){_NO_DIGIT_AFTER}"),
    ("L", rf"(?<![a-z])(?P<m>{MONTH}),?\s+(?P<y>{YEAR})(?!\d)"),
    ("Y", rf"(?<![\d.,/-])(?P<y>{YEAR})/(?P<m>[1-9])(?=\s|[월月]?$)"),
    (
        "D",
        rf"(?P<u>)(?<![a-z]-)(?<![a-z]){_SLASHED}(?P<m>0?[1-9]|1[0-2])(?P<s>[./-])\s?(?P<d>[0-3]?\d){_SLASHED_AFTER}{_NO_UNIT}",
    ),
    ("D", rf"(?P<u>){_NO_DIGIT}(?P<y>[12]\d)(?P<m>0[1-9]|1[0-2])(?P<d>[0-3]\d){_NO_DIGIT_AFTER}"),
)
"""The ways in which days, weeks and longer times are written; of several that fit at a place the first counts.

Each with where it begins: at a year `Y`, another figure `D`, a letter `L`, another sign `C`. Groups: `y z` year and short year, `e n` era and its year, `m d` month and day, `w` ISO week, `k` week of the month, `h q` half and quarter
of the year, `a b c` three short figures and `s` what stands between, `u` marks what may be something else.
"""
_AT = {
    "Y": rf"(?<!\d)(?={YEAR})",
    "D": r"(?<!\d)(?=\d)",
    "L": r"(?<![a-z])(?=jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|[qh][1-4]|w[\s#.-]{0,2}\d|week|wk|cw|kw|first|second|third|fourth|fifth)",
    "C": r"(?=['’令平〇零一二三四五六七八九])",
}
"""Where a notation may begin; asked once for all that begin so, for the patterns are many."""


def _atoms() -> re.Pattern[str]:
    """All notations as one pattern, in which each has names of its own for its groups: `m12`."""
    groups = []
    for place, (sign, ahead) in enumerate(_AT.items()):
        own = [pattern for signs, pattern in _NOTATIONS if sign in signs]
        named = (
            re.sub(r"\(\?P<([a-z])>", rf"(?P<\g<1>{100 * place + at}>", each) for at, each in enumerate(own)
        )
        groups.append(rf"{ahead}(?:{'|'.join(named)})")
    return re.compile("|".join(groups), re.IGNORECASE)


ATOMS = _atoms()
DIGIT = re.compile(r"\d|[〇零一二三四五六七八九]{4}年")
DATED = re.compile(
    r"\d\d\d\d|[〇零一二三四五六七八九]年|q[1-4]|[1-4]q|h[12]|[12]h|\dm|\d\s?[./_-]\s?['’]?\d|\d\s*[年년月월]|[年년]\s*第?[一二三四]|[上상下하]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec",
    re.IGNORECASE,
)
"""What stands in every notation: a cheap look before the costly ones."""
WEEKDAY = r"(?:\s*[(（\[]\s*(?:[월화수목금토일月火水木金土日]|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*)\.?(?:요일|曜日)?\s*[)）\]])?"
_WEEKDAY_BARE = r"(?:,?\s*(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}|[월화수목금토일月火水木金土日](?:요일|曜日)?)(?!\w))?"
_CLOCK = r"(?:[T ]?\s*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:[ap]\.?m\.?|z)?\s*(?:[+-]\d{2}:?\d{2})?)?"
RANGE = re.compile(
    rf"\.?{WEEKDAY}{_WEEKDAY_BARE}{_CLOCK}\s*(?:~+|[〜～∼→–—ー―−⇒➡]|(?<=\d)[-_]to[-_](?=\d)|-+>?|\.\.+|/(?=(?:19|20)\d\d-)|부터|から|[至到]|to|through|thru|until|till|bis)\s*"
    rf"(?:(?:the|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{{0,6}}\.?,?)\s+)?",
    re.IGNORECASE,
)
DAY_ONLY = re.compile(
    rf"(\d{{1,2}})(?:st|nd|rd|th)?(?:\s*[일日号號])?(?:,?\s+(?P<y>{YEAR})(?!\d))?(?![\d:]|[./-]\d)",
    re.IGNORECASE,
)
MONTH_ONLY = re.compile(r"(\d\d?)\s*[月월](?!\s*\d)")
"""The end of a range of months: `2024년 1월 ~ 3월`."""
COMPACT_ONLY = re.compile(r"(0[1-9]|1[0-2])([0-2]\d|3[01])(?!\d)")
"""The end of a range of days without signs: `240129~0202`."""
ORDERED = re.compile(
    rf"(?<![\d/-])(?:(?P<day>1[3-9]|2\d|3[01])[/-](?:0?[1-9]|1[0-2])|(?:0?[1-9]|1[0-2])[/-](?:1[3-9]|2\d|3[01]))[/-]{YEAR}(?![\d/-])"
)
"""A date that says which of its figures is the day."""
SHORT_RANGE = re.compile(
    rf"(?<![a-z\d])(?P<a>\d\d?)(?:st|nd|rd|th)?\s*[-–~]\s*(?P<b>\d\d?)(?:st|nd|rd|th)?\s+(?P<m>{MONTH})(?:,?\s+(?P<y>{YEAR}))?",
    re.IGNORECASE,
)


DASHED = re.compile(
    r"((?:\d[./]\d\d?|(?<!\d)\d{8}))-(?=(?:(?:19|20)?\d\d[./])?\d\d?[./]\d|(?:19|20)\d{6}(?!\d))|((?<![\d-])(?:20)?[12]\d[01]\d[0-3]\d)-(?=(?:[12]\d)?[01]\d[0-3]\d(?![\d-]))|(?<![\d./])(\d\d?/\d\d?)-(?=\d\d(?![\d./-]))"
)
"""A hyphen between two dates of dots or slashes: `1/22-1/26`, `20240122-20240126`, `1/22-26`."""


_FIGURES = {sign: number for number, sign in enumerate("〇一二三四五六七八九")} | {"零": 0}


def number(written: str) -> int:
    """What a number says, in figures (`q3`, `'24`), words or Chinese numerals; 0 for anything else."""
    if found := re.search(r"\d+", written):
        return int(found[0])
    word = re.split(r"[\s_-]", written)[0]
    if word in NTH and len(written) <= len(word) + 8:
        return NTH[word]
    if "十" in written:
        tens, _, ones = written.partition("十")
        return 10 * (_FIGURES.get(tens, 1) if tens else 1) + (_FIGURES.get(ones, 0) if ones else 0)
    digits = [str(_FIGURES[sign]) for sign in written if sign in _FIGURES]
    return int("".join(digits)) if digits else 0
