"""One stored document: JSON bytes that are decoded when somebody looks."""

from __future__ import annotations

import re
from collections.abc import Iterator, MutableMapping
from typing import Any

import msgspec

_UID = re.compile(rb'\{"uid":"([0-9a-f]{16})"')
_KEY = re.compile(rb'\{"uid":"[0-9a-f]{16}","key":"([a-z0-9/W-]+)"')
_decode = msgspec.json.Decoder(dict[str, Any]).decode
_encode = msgspec.json.Encoder().encode


class Document(MutableMapping[str, Any]):
    """A mapping over JSON bytes, as TinyDB's tables want it.

    Most documents are never looked into by a process: they are read as bytes and written back as the same bytes,
    which keeps opening and saving fast and carries over what this version does not understand.
    """

    __slots__ = ("_fields", "_raw", "_uid", "decoded", "key")

    def __init__(
        self,
        raw: bytes | msgspec.Raw | None = None,
        *,
        fields: dict[str, Any] | None = None,
        decoded: Any = None,
        key: str = "",
    ) -> None:
        self._raw = raw
        self._fields = fields
        self._uid: str | None = None
        self.decoded = decoded
        """The typed value made from the bytes, kept by whoever made it."""
        self.key = key
        """The TinyDB id as the file has it."""

    @property
    def raw(self) -> bytes | msgspec.Raw:
        """The document as JSON. Raises UnicodeEncodeError for lone surrogates set through the mapping."""
        if self._raw is None:
            self._raw = _encode(self._fields)
        return self._raw

    @property
    def uid(self) -> str:
        """The document's own `uid`, found without decoding where it stands first; empty where there is none."""
        if self._uid is None:
            match = _UID.match(self.raw)
            self._uid = match[1].decode() if match else str(self.get("uid", ""))
        return self._uid

    def entry_key(self) -> str:
        """The `key` by which people address an entry, found without decoding where it stands second."""
        match = _KEY.match(self.raw)
        return match[1].decode() if match else str(self.get("key", ""))

    def fields(self) -> dict[str, Any]:
        """The document as plain values; owned by the document, not to be changed."""
        if self._fields is None:
            self._fields = _decode(self.raw)
        return self._fields

    def plain(self) -> dict[str, Any]:
        """The document as plain values that the caller may change."""
        return _decode(self.raw)

    def is_same(self, other: Document) -> bool:
        """Whether both are the same bytes."""
        return self is other or bytes(self.raw) == bytes(other.raw)

    def __getitem__(self, key: str) -> Any:
        return self.fields()[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.fields()[key] = value
        self._raw = self._uid = self.decoded = None

    def __delitem__(self, key: str) -> None:
        del self.fields()[key]
        self._raw = self._uid = self.decoded = None

    def __iter__(self) -> Iterator[str]:
        return iter(self.fields())

    def __len__(self) -> int:
        return len(self.fields())
