"""What is rendered piece by piece is what would be rendered at once."""

from __future__ import annotations

import json
from typing import Any
from unittest import mock

from hypothesis import given, settings
from hypothesis import strategies as st

from retrotui.store import codec, render
from retrotui.store.codec import META, Tables
from retrotui.store.document import Document
from retrotui.store.render import Renderer

NAMES = ["entries", "history", "plugin"]
STEPS = st.lists(
    st.tuples(st.sampled_from(NAMES), st.integers(1, 12), st.none() | st.sampled_from(["a", "b", "긴"])),
    max_size=6,
)


def plain(tables: Tables) -> dict[str, Any]:
    return {
        name: {key: dict(document) for key, document in documents.items()}
        for name, documents in tables.items()
        if name != META and (documents or name in codec.TABLES)
    }


def parsed(data: bytes) -> Tables:
    tables, is_ours = codec.parse(data)
    assert is_ours
    return tables


@settings(max_examples=150, deadline=None)
@given(saves=st.lists(st.tuples(STEPS, st.booleans()), max_size=8))
def test_rendering_in_runs_is_rendering_at_once(saves: list[tuple[Any, bool]]) -> None:
    """Whatever came, went and changed in whichever run, also after the file was read again."""
    with mock.patch.object(render, "_RUN", 3):
        tables, renderer = codec.empty(), Renderer()
        for steps, reads_again in saves:
            for name, number, text in steps:
                documents = dict(tables.get(name, {}))
                documents.pop(str(number), None)
                if text is not None:
                    documents[str(number)] = Document(fields={"uid": "u", "text": text})
                tables[name] = documents
            data = b"".join(renderer.render(tables))
            assert data == b"".join(Renderer().render(tables))
            assert plain(parsed(data)) == plain(tables)
            assert json.loads(data).keys() >= set(codec.TABLES)
            if reads_again:
                tables, renderer = parsed(data), Renderer()
                renderer.adopt(data, tables)
                assert renderer._runs.keys() == tables.keys() - {META}
                assert b"".join(renderer.render(tables)) == data
