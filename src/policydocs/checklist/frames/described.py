"""A frame as one line of words, as patterns would ask for it."""

from __future__ import annotations

from policydocs.checklist.frames.frame import Frame


def described(frame: Frame) -> str:
    """One line a frame: kind, who, what, whom, moods, exceptions, concepts."""
    parts = [
        frame.kind.value,
        f"by={frame.agent.value}",
        frame.action or "*",
        "yes" if frame.affirmed else "no",
        f"to={frame.target.value if frame.target else 'none'}",
    ]
    if frame.nominal:
        parts.append("nominal")
    if frame.moods:
        parts.append("mood=" + "|".join(sorted(frame.moods)))
    if frame.sentence.conditions:
        parts.append("if=" + "|".join(sorted(frame.sentence.conditions)))
    if not frame.action:
        parts.append("+" + "|".join(sorted(frame.concepts)))
    return " ".join(parts)
