"""A phrase that nothing says would be translated for nothing."""

import dataclasses
import re
from pathlib import Path

import pytest

from policydocs.delivery.letter_text import LetterPhrases
from policydocs.notice.phrases import NoticePhrases
from policydocs.render.phrases import Phrases
from policydocs.site.phrases import SitePhrases

SOURCE = Path(__file__).resolve().parents[1] / "src" / "policydocs"
DECLARED = re.compile(r"^    \w+: .*$", re.MULTILINE)


@pytest.mark.parametrize("catalogue", [Phrases, NoticePhrases, SitePhrases, LetterPhrases])
def test_every_phrase_of_a_catalogue_is_said_somewhere(catalogue: type) -> None:
    texts = [
        DECLARED.sub("", file.read_text(encoding="utf-8"))
        for file in SOURCE.rglob("*")
        if file.suffix in (".py", ".j2", ".typ")
    ]
    words = set(re.findall(r"\w+", "\n".join(texts)))

    assert {field.name for field in dataclasses.fields(catalogue)} - words == set()
