"""How texts are put into what the author is told, and what every report ends with."""

from __future__ import annotations

from collections.abc import Sequence

NO_ADVICE = (
    "No problem found does not mean compliant: only what is printed here was looked at, by a program. "
    "This is no legal advice."
)


def joined(texts: Sequence[str]) -> str:
    """ "a", "a and b", "a; b; and c": semicolons where a part has a comma or an "and" of its own."""
    if len(texts) == 1:
        return texts[0]
    if len(texts) == 2 and not any(" and " in text or "," in text for text in texts):
        return " and ".join(texts)
    return f"{'; '.join(texts[:-1])}; and {texts[-1]}"


def shortened(text: str, most: int = 160) -> str:
    """A sentence as it is quoted in a message."""
    plain = " ".join(text.split())
    return plain if len(plain) <= most else f"{plain[: most - 1].rsplit(' ', 1)[0]} …"
