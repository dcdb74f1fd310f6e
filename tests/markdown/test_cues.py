"""Headings that ask or describe, told by single words of them; and those of articles, which stay plain."""

from __future__ import annotations

import pytest

from retrotui.markdown.label import load
from retrotui.model.kinds import KINDS
from tests.markdown.test_real_shapes import counts, readings

ASKED = {
    "keep": [
        "What aspects of our teamwork do we want to preserve?", "Which of our rituals are worth keeping?", "What are we thankful for this week?",
        "What are we doing that we should carry on with?", "What was your favourite moment of the project?", "Which tools made our lives easier?",
        "What turned out better than expected?", "What exceeded our expectations?", "Good habits that I built", "Things that made my week",
        "What should we do more of?", "How did the team support each other?", "What part of the work did you find most rewarding?",
    ],
    "problem": [
        "What drained us?", "Where did we lose time?", "What kept us from reaching the goal?", "What would we rather not repeat?",
        "What do we want to leave behind?", "What should we do less of?", "Which goals did I not reach?", "Mistakes I made",
        "Tasks that were not completed", "What took longer than expected?", "Which part of the code are you least happy with?",
        "What held the team back in this iteration?", "What was less successful than hoped?", "What didn't we finish and why?",
        "Things that went less than well", "What was not quite ideal",
    ],
    "try": [
        "Plans going into sprint 3", "What would you do differently if you started over?", "How could we have avoided this?", "If I could do it again", "If we had more time",
        "What is the one thing we will commit to?", "What should be our priorities for the coming sprint?", "What concrete steps will we take?",
        "Which habits of mine can I improve on in future projects?", "What new practices might we use?", "Features we would add given more time",
    ],
    "learned": [
        "What was my biggest takeaway?", "Which insights did we gain?", "What do I know now that I did not know before?", "Things I wish I had known",
        "What new skills did you develop?", "How has my understanding of testing changed?",
    ],
    "unclear": [
        "What do I still find confusing?", "Which topics do I need to review?", "What is still not clear to me?", "What questions do I still have?",
    ],
    "goal": ["What were we trying to achieve?", "What outcome were we hoping for?"],
    "did": ["What have I been working on?", "What did I manage to finish?"],
    "result": ["How did it actually turn out?", "What did we end up delivering?"],
}  # fmt: skip
PLAIN = """Things to know before you start|Best practices for logging|Problem statement|How I built my blog|How we scaled the queue|Why we chose
Kubernetes|What you will learn|What you need to know|What makes a good API|What's new in 3.12|What changed in version 2|How to improve your sleep|Next steps for
readers|Three ways to improve your sleep|Ten things I love about editors|Try it out|Try it yourself|Try and except|Keep-alive|Break and continue|Good and evil|Where we
work|How were the pyramids built?|What did the Romans eat?|How do I reset my password?|Can I use it offline?|What happens if I lose my key?|How is the score computed?|Stopping a
container|Start the server|Painless upgrades|Stress testing|Learning rate|Changing a tyre|Winning at chess|The hardest problem in computer science""".replace(
    "\n", " "
).split("|")


@pytest.mark.parametrize(("role", "heading"), [(role, each) for role, all_ in ASKED.items() for each in all_])
def test_a_question_is_told_by_its_words(role: str, heading: str) -> None:
    """What is kept, stopped, tried, learned, still open: no list holds the questions, but few words tell them apart."""
    assert role in load().loose_candidates(heading)


@pytest.mark.parametrize("heading", PLAIN)
def test_a_heading_of_an_article_stays_plain(heading: str) -> None:
    """The same words in a manual, a tutorial or an essay."""
    assert not load().loose_candidates(heading)


def test_the_strongest_word_wins_then_the_first() -> None:
    """`Stop` says more than `next sprint`, and what a question asks first is what it asks."""
    labels = load()
    assert labels.likely("Which of these should we stop doing in the next sprint") == ("problem",)
    assert labels.likely("Which rituals helped us while we were overwhelmed") == ("keep", "well")
    assert labels.likely("Which duties overwhelmed us although others helped") == ("problem",)


def test_a_word_of_negation_turns_what_it_stands_beside() -> None:
    """What did not help is a problem, and what is no longer worth it as well."""
    assert load().likely("Which rituals helped us") == ("keep", "well")
    assert load().likely("Which rituals never helped us") == ("problem",)


def test_one_among_labels_need_not_ask() -> None:
    """Beside two headings with roles, `Unfinished stories` is what went wrong; alone it is any heading."""
    body = "## Keep\n\n- a\n\n## Unfinished stories\n\n- b\n\n## Try\n\n- c\n"
    (reading,) = readings(body, "retro.md")
    assert counts(reading.entry) == {"keep": 1, "problem": 1, "try": 1}
    (alone,) = readings("# Unfinished stories\n\n## Alpha\n\n- b\n", "x.md")
    assert alone.entry.kind == "note"


def test_a_missing_role_only_is_completed() -> None:
    """Where the problems have a section already, another heading stays in its text."""
    body = "## Keep\n\n- a\n\n## Problem\n\n- b\n\n## Slow machines\n\ntext\n"
    (reading,) = readings(body, "retro.md")
    assert counts(reading.entry) == {"keep": 1, "problem": 1}


@pytest.mark.parametrize(
    ("path", "title", "kind"),
    [
        ("retro.md", "Team 4", "kpt"),
        ("notes.md", "Project retrospective", "kpt"),
        ("notes.md", "A walk", "note"),
        ("retrospectives.md", "Retrospectives", "note"),
    ],
)
def test_a_file_named_a_look_back_is_one_by_a_single_question(path: str, title: str, kind: str) -> None:
    """With prose below one heading that asks; a text with another name needs more than that."""
    (reading,) = readings(
        f"# {title}\n\nWe met on Monday.\n\n## What gave us trouble this time?\n\nMerging.\n", path
    )
    assert reading.entry.kind == kind


def test_questions_that_come_once_below_several_headings_are_one_entry() -> None:
    """Parts of one look back ask alike; sets of another sprint ask the same."""
    asked = "# Post mortem\n\n## Work\n\n### What in my work would I do differently?\n\nx\n\n### What helped me in my work?\n\ny\n\n"
    other = "## Code\n\n### What in my code would I do differently?\n\nx\n\n### Which parts of my code am I proud of?\n\ny\n"
    assert len(readings(asked + other, "post-mortem.md")) == 1


def test_cues_name_roles_that_there_are() -> None:
    """A role that no kind has would lose its sections."""
    known = {role for kind in KINDS.values() for role in (*kind.roles, *kind.roles_wanted)}
    for cues in load().cues.values():
        for cue in cues.cues:
            assert set(cue.roles) | set(cue.negated) <= known | {"outcome", "prose"}
            assert 0 <= cue.weight <= 4
