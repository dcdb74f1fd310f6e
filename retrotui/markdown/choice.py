"""Which of the labels that are no headings count beside the headings, by the roles that are played already."""

from __future__ import annotations

from collections import Counter

from retrotui.markdown.boundary import TRIO, Boundary, resolve


def choose(strong: list[Boundary], others: list[Boundary], kind: str, tabled: set[str]) -> list[Boundary]:
    """The boundaries that count: all headings, and weak labels whose role nothing stronger has played.

    `tabled` are the roles that tables hold. Weak labels count from two different roles on.
    """
    if kind in ("note", "study"):
        return strong
    headed = len({role for head in strong if (role := resolve(head.roles, kind)) not in ("", "prose")})
    asked = [boundary for boundary in others if boundary.asked and kind != "year"]
    if asked:
        strong = sorted([*strong, *asked], key=lambda boundary: boundary.line)
        others = [boundary for boundary in others if not boundary.asked]
    taken = {resolve(boundary.roles, kind) for boundary in strong} - {"", "prose"} | tabled
    whole = whole_sets(others, kind, taken) if len(taken & TRIO) <= 1 else set()
    taken -= TRIO if whole else set()
    fresh = [b for b in others if resolve(b.roles, kind) not in taken | {"prose"}]
    if whole:
        # Beside a whole set `- Goal: a release` is a detail.
        # So is `- Problem: the docs are old` where `- Problem` alone stands above a list.
        alone = {(b.form, resolve(b.roles, kind)) for b in fresh if not b.inline and not b.bare}
        fresh = [
            b
            for b in fresh
            if not b.inline or (b.form in whole and (b.form, resolve(b.roles, kind)) not in alone)
        ]
    if taken:
        # Below headings with roles, an item that asks is an item.
        fresh = [boundary for boundary in fresh if not boundary.loose or boundary.form in whole]
    if headed >= 2:
        # Below headings with roles, `Action: pair more` is a detail of its item.
        fresh = [b for b in fresh if b.form in whole or not (b.inline or b.bare)]
        told = Counter(resolve(boundary.roles, kind) for boundary in fresh)
        # So is a label that comes again and again: `**Root cause:**` below each of the problems.
        fresh = [boundary for boundary in fresh if told[resolve(boundary.roles, kind)] == 1]
    roles = {resolve(boundary.roles, kind) for boundary in fresh}
    # A day's log may have one label and no more, `**Progress**: …`.
    plainly = kind == "daily" and any(label.form == "bold" and not label.loose for label in fresh)
    if len(roles) < 2 and not (roles and (len(taken) >= 1 or plainly)):
        return strong
    if (
        len(taken & {"keep", "problem", "try"}) >= 2
        and roles <= {"keep", "problem", "try"}
        and len(roles) < 2
    ):
        fresh = [boundary for boundary in fresh if boundary.form != "bullet"]
    heads = {boundary.line for boundary in strong}
    best = _one_form(fresh, kind)
    if forms := {boundary.form for boundary in best} - {"bullet"}:
        # `Notes:` written like the labels ends the section above it.
        best += [b for b in others if b.form in forms and resolve(b.roles, kind) == "prose" and not b.inline]
    return sorted([*strong, *(b for b in best if b.line not in heads)], key=lambda boundary: boundary.line)


def whole_sets(found: list[Boundary], kind: str, taken: set[str]) -> set[str]:
    """The forms of labels in which all of Keep, Problem and Try stand, or of lines two that nothing has played.

    They are meant, whatever plays one of the roles: `What went well:` and `What did not:` below `## Action items`.
    """
    forms: dict[str, set[str]] = {}
    for boundary in found:
        if boundary.form != "bullet" or not boundary.loose or boundary.heading.endswith(("?", "？")):
            forms.setdefault(boundary.form, set()).add(resolve(boundary.roles, kind))
    return {
        form
        for form, roles in forms.items()
        if roles >= TRIO or (form in ("line", "bold", "quote") and len(roles & TRIO - taken) >= 2)
    }


def _one_form(found: list[Boundary], kind: str) -> list[Boundary]:
    """Of labels in several forms those of the form that covers most roles; other forms only for roles it lacks."""
    forms: dict[str, set[str]] = {}
    for boundary in found:
        forms.setdefault(boundary.form, set()).add(resolve(boundary.roles, kind))
    order = sorted(forms, key=lambda form: len(forms[form]), reverse=True)
    kept: list[Boundary] = []
    covered: set[str] = set()
    for form in order:
        fresh = forms[form] - covered
        kept += [b for b in found if b.form == form and resolve(b.roles, kind) in fresh]
        covered |= fresh
    return kept
