"""Values as JSON, whatever their texts hold."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec

_encode = msgspec.json.Encoder().encode
_Value = TypeVar("_Value", bound=msgspec.Struct)


def encoded(value: _Value) -> tuple[_Value, bytes]:
    """The value as JSON, and as it will be read again: UTF-8 can hold no lone surrogates."""
    try:
        return value, _encode(value)
    except UnicodeEncodeError:
        value = msgspec.convert(without_surrogates(msgspec.to_builtins(value)), type(value))
        return value, _encode(value)


def without_surrogates(value: Any) -> Any:
    """A JSON value whose texts can be encoded: pairs of surrogates joined, lone ones replaced by U+FFFD."""
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list | tuple):
        return [without_surrogates(item) for item in value]
    if isinstance(value, dict):
        return {without_surrogates(key): without_surrogates(item) for key, item in value.items()}
    return value
