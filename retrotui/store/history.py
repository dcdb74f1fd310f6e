"""What changed between two versions of a stored document, as a small value that can be turned round.

Pure functions over plain JSON values; they know nothing of entries, files or time.

A delta of a map is a map of its changed keys. Every other delta is a list that begins with the name of the operation:

    ["set", old, new]                  any value replaced by another
    ["add", new]  ["del", old]         a key, or an item of a list, that came or went
    ["text", at, old, new, sum, sum]   a piece of a long text, with the checksums of the whole before and after
    ["splice", at, [old…], [new…], n]  a run of a list that then has n more items after it
    ["at", {index: delta}, n]          items of a list of n, each changed in place
    ["uid", {uid: delta}, {uid: index}, {uid: index}, [uid…], [uid…]]
        items with a uid: changed, came or went; where the gone stood, where the new stand; the order of those that
        stayed before and after, empty unless it changed
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import Any

from retrotui.errors import Conflict

Delta = Any
"""None when nothing changed."""

_LONG = 200
"""Texts up to this length are kept whole: the piece and its two checksums would be no smaller."""
KEEP = 500
KEEP_AT_LEAST = 200
BYTES = 2_000_000
BYTES_AT_MOST = 16_000_000
_STAMPS = ("rev", "updated_at")


def comparable(document: dict[str, Any] | None) -> dict[str, Any] | None:
    """A stored entry without what every save changes, and with its lists spelt out.

    Owned by the caller; shares values with the argument.
    """
    if document is None:
        return None
    result = {key: value for key, value in document.items() if key not in _STAMPS}
    result["sections"] = [
        {**section, "items": [_without_stamp(item) for item in section.get("items", ())]}
        for section in document.get("sections", ())
    ]
    return result


def _without_stamp(item: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in item.items() if key != "changed_at"}


def too_many(sizes: Sequence[int]) -> int:
    """How many of the oldest steps have to go, by the bytes that each takes; the newest last."""
    total, count, gone = sum(sizes), len(sizes), 0
    while count > 1 and (count > KEEP or (total > BYTES and count > KEEP_AT_LEAST) or total > BYTES_AT_MOST):
        total, count, gone = total - sizes[gone], count - 1, gone + 1
    return gone


def delta(before: Any, after: Any) -> Delta:
    """What leads from `before` to `after`; None when they are equal."""
    if _same(before, after):
        return None
    if isinstance(before, dict) and isinstance(after, dict):
        return _map_delta(before, after)
    if isinstance(before, list) and isinstance(after, list):
        if _has_uids(before) and _has_uids(after):
            return _uid_delta(before, after)
        return _list_delta(before, after)
    if isinstance(before, str) and isinstance(after, str) and min(len(before), len(after)) > _LONG:
        return _text_delta(before, after)
    return ["set", before, after]


def apply(value: Any, change: Delta) -> Any:
    """The value with a delta applied; the argument stays as it is.

    Raises Conflict when anything that would be overwritten is not what the delta was made from. What the delta does
    not touch may be anything.
    """
    if change is None:
        return value
    if isinstance(change, dict):
        return _apply_map(value, change)
    operation, *arguments = change
    match operation:
        case "set":
            _expect(_same(value, arguments[0]), arguments[0])
            return arguments[1]
        case "text":
            return _apply_text(value, *arguments)
        case "splice":
            return _apply_splice(value, *arguments)
        case "at":
            return _apply_at(value, *arguments)
        case "uid":
            return _apply_uid(value, *arguments)
    raise ValueError(f"unknown operation {operation!r}")


def invert(change: Delta) -> Delta:
    """The delta that leads back."""
    if change is None:
        return None
    if isinstance(change, dict):
        return {key: invert(inner) for key, inner in change.items()}
    operation, *arguments = change
    match operation:
        case "set":
            return ["set", arguments[1], arguments[0]]
        case "add":
            return ["del", arguments[0]]
        case "del":
            return ["add", arguments[0]]
        case "text":
            at, old, new, sum_before, sum_after = arguments
            return ["text", at, new, old, sum_after, sum_before]
        case "splice":
            at, gone, come, rest = arguments
            return ["splice", at, come, gone, rest]
        case "at":
            return ["at", invert(arguments[0]), arguments[1]]
        case "uid":
            changed, was, becomes, order, new_order = arguments
            return ["uid", invert(changed), becomes, was, new_order, order]
    raise ValueError(f"unknown operation {operation!r}")


def _same(one: Any, other: Any) -> bool:
    """Equality of JSON values: Python takes True for 1 and 1 for 1.0."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(_same(value, other[key]) for key, value in one.items())
    if isinstance(one, list):
        return len(one) == len(other) and all(map(_same, one, other))
    return bool(one == other)


def _expect(holds: bool, what: Any) -> None:
    if holds:
        return
    words = what.get("text") if isinstance(what, dict) else what
    shown = f"“{words[:60]}”" if isinstance(words, str) and words else "What is there"
    raise Conflict("It was changed since", f"{shown} is no longer what this change left.")


def _map_delta(before: dict[str, Any], after: dict[str, Any]) -> Delta:
    changes: dict[str, Delta] = {key: ["del", before[key]] for key in before if key not in after}
    for key, value in after.items():
        if key not in before:
            changes[key] = ["add", value]
        elif (inner := delta(before[key], value)) is not None:
            changes[key] = inner
    return changes


def _apply_map(value: Any, changes: dict[str, Delta]) -> dict[str, Any]:
    _expect(isinstance(value, dict), value)
    result = dict(value)
    for key, change in changes.items():
        if isinstance(change, list) and change[0] == "add":
            _expect(key not in result, result.get(key))
            result[key] = change[1]
        elif isinstance(change, list) and change[0] == "del":
            _expect(key in result and _same(result[key], change[1]), change[1])
            del result[key]
        else:
            _expect(key in result, key)
            result[key] = apply(result[key], change)
    return result


def _text_delta(before: str, after: str) -> Delta:
    start = _common(before, after)
    end = _common(before[start:][::-1], after[start:][::-1])
    old, new = before[start : len(before) - end], after[start : len(after) - end]
    return ["text", start, old, new, _sum(before), _sum(after)]


def _common(one: str, other: str) -> int:
    """The length of the common beginning, found by halving: comparing slices is fast, characters are not."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _apply_text(value: Any, at: int, old: str, new: str, sum_before: int, sum_after: int) -> str:
    _expect(isinstance(value, str) and _sum(value) == sum_before, old)
    result: str = value[:at] + new + value[at + len(old) :]
    _expect(_sum(result) == sum_after, old)
    return result


def _sum(text: str) -> int:
    return zlib.crc32(text.encode("utf-8", "surrogatepass"))


def _list_delta(before: list[Any], after: list[Any]) -> Delta:
    if len(before) == len(after):
        inner = ((str(n), delta(old, new)) for n, (old, new) in enumerate(zip(before, after, strict=True)))
        return ["at", {n: change for n, change in inner if change is not None}, len(before)]
    shorter = min(len(before), len(after))
    start = 0
    while start < shorter and _same(before[start], after[start]):
        start += 1
    end = 0
    while end < shorter - start and _same(before[-1 - end], after[-1 - end]):
        end += 1
    return ["splice", start, before[start : len(before) - end], after[start : len(after) - end], end]


def _apply_splice(value: Any, at: int, old: list[Any], new: list[Any], rest: int) -> list[Any]:
    _expect(isinstance(value, list) and len(value) == at + len(old) + rest, "")
    _expect(_same(value[at : at + len(old)], old), old[0] if old else "")
    return [*value[:at], *new, *value[at + len(old) :]]


def _apply_at(value: Any, changes: dict[str, Delta], length: int) -> list[Any]:
    _expect(isinstance(value, list) and len(value) == length, "")
    return [apply(old, changes.get(str(n))) for n, old in enumerate(value)]


def _has_uids(items: list[Any]) -> bool:
    uids = [item.get("uid") if isinstance(item, dict) else None for item in items]
    return all(isinstance(uid, str) for uid in uids) and len(set(uids)) == len(uids)


def _uid_delta(before: list[dict[str, Any]], after: list[dict[str, Any]]) -> Delta:
    old = {item["uid"]: item for item in before}
    new = {item["uid"]: item for item in after}
    changes: dict[str, Delta] = {uid: ["del", item] for uid, item in old.items() if uid not in new}
    for uid, item in new.items():
        if uid not in old:
            changes[uid] = ["add", item]
        elif (inner := delta(old[uid], item)) is not None:
            changes[uid] = inner
    was = {uid: n for n, uid in enumerate(old) if uid not in new}
    becomes = {uid: n for n, uid in enumerate(new) if uid not in old}
    order, new_order = [uid for uid in old if uid in new], [uid for uid in new if uid in old]
    return ["uid", changes, was, becomes, *(([], []) if order == new_order else (order, new_order))]


def _apply_uid(
    value: Any,
    changes: dict[str, Delta],
    was: dict[str, int],
    becomes: dict[str, int],
    order: list[str],
    new_order: list[str],
) -> list[Any]:
    _expect(isinstance(value, list) and _has_uids(value), "")
    items = {item["uid"]: item for item in value}
    if order:
        _expect([uid for uid in items if uid in set(order)] == order, "")
    changed = _apply_map(items, changes)
    kept = [uid for uid in items if uid in changed]
    if order:
        places = iter(new_order)
        kept = [next(places) if uid in set(order) else uid for uid in kept]
    for uid, index in sorted(becomes.items(), key=lambda pair: pair[1]):
        kept.insert(index, uid)
    return [changed[uid] for uid in kept]
