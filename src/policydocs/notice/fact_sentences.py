"""A changed fact of the practice, or setting of the policy, in a sentence for a client."""

from __future__ import annotations

from policydocs.compare.comparison import FactChange
from policydocs.notice.phrases import NoticePhrases, Voice


def fact_name(fact: FactChange, words: NoticePhrases, voice: Voice) -> str:
    """What a client calls it: "My phone number"; for a fact of the practice's own its key, as words."""
    key = fact.name.rpartition(".")[2]
    if key in words.contact_names and "." in fact.name:
        return voice.says(words.named_fact, {"what": words.contact_names[key]})
    return key.replace("_", " ")


def fact_sentence(fact: FactChange, words: NoticePhrases, voice: Voice) -> str:
    """One sentence or two; "" where there is nothing that a client would notice."""
    old, new = _one_line(fact.old), _one_line(fact.new)
    what = fact_name(fact, words, voice)
    match fact.name:
        case "title":
            return voice.says(words.retitled, {"new": new, "old": old})
        case "on_change":
            return voice.says(words.promise, {"new": voice.says(words.promises[new], start=False)})
        case "acknowledgment":
            return voice.says(words.sign_no_more if new == "false" else words.sign_from_now)
        case "practice.name" | "clinician.name":
            return voice.says(words.fact_name, {"new": new, "old": old})
        case "practice.hours" | "clinician.hours":
            return voice.says(words.hours, {"new": new, "old": old})
    if "." not in fact.name:
        return ""
    key = fact.name.rpartition(".")[2]
    if key in words.contact_names:
        pattern = words.contact if old and new else words.contact_added if new else words.contact_removed
    else:
        pattern = (
            words.other_fact if old and new else words.other_fact_added if new else words.other_fact_removed
        )
    return voice.says(pattern, {"what": what, "new": new.rstrip("."), "old": old.rstrip(".")})


def is_contact(fact: FactChange | None) -> bool:
    """A way to reach the practice that a client should write down."""
    if fact is None or not fact.new:
        return False
    return fact.name.rpartition(".")[2] in ("phone", "fax", "email", "address", "portal")


def _one_line(text: str | None) -> str:
    return ", ".join(line.strip().rstrip(",") for line in (text or "").splitlines() if line.strip())
