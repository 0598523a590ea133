"""What a website or a program puts around a text, recognized where it stands as a line of its own."""

from __future__ import annotations

import re

from policydocs.source.late_pattern import LatePattern

#: Whole lines, lower case, without punctuation at their end.
_LINES = LatePattern(
    r"""(?:
      (?:skip|jump)\ to\ (?:main\ |the\ )?(?:content|navigation|main)
    | (?:top|bottom|end)\ of\ (?:the\ )?page | back\ to\ (?:the\ )?top
    | (?:main\ )?menu | close(?:\ menu)? | search | home | log\ ?in | sign\ (?:in|up)
    | subscribe(?:\ (?:now|here|to\ .{1,30}))? | newsletter | share | tweet | pin\ it
    | (?:please\ )?(?:follow|find|like)\ (?:us|me)(?:\ on\ .{1,40})?
    | (?:share|print|e-?mail|rate)\ this(?:\ \w+)?
    | read\ more | learn\ more | see\ more | previous | next | (?:older|newer|recent|related)\ posts?
    | \d+\ comments? | no\ comments?(?:\ yet)? | leave\ a\ (?:reply|comment)[.\ |]* | post\ (?:a\ )?comment
    | (?:author\ )?categor(?:y|ies) | archives? | tags? | all\ rights\ reserved
    | (?:©|\(c\)|copyright\b).{0,90} | powered\ by\ .{1,40} | (?:web)?site\ by\ .{1,40} | proudly\ .{1,40}
    | published\ using\ google\ docs | updated\ automatically\ every\ .{1,20} | report\ abuse
    | last\ (?:modified|edited|changed)\ (?:by|on|at)\b.{0,60} | posted\ (?:by|in|on)\b.{0,60}
    | page\ \d+\ (?:of|/)\ \d+
    | (?:accept|reject)\ (?:all\ )?cookies | (?:we\ use|this\ (?:web)?site\ uses)\ cookies.{0,90}
    | book\ (?:now|online|a\ (?:free\ )?(?:consult|consultation|call|session|appointment)) | \|
    )""",
    re.VERBOSE,
)
LONGEST_LINE = 120


def is_furniture(line: str) -> bool:
    """A line by itself is part of a website's frame, not of the policy on it."""
    text = " ".join(line.split()).strip(" .!:›»«‹|•–—").lower()
    return len(text) <= LONGEST_LINE and bool(_LINES.fullmatch(text or "|")) and bool(line.strip())
