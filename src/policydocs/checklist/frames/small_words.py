"""Small words of English that tell who acts: auxiliaries, pronouns, prepositions."""

from __future__ import annotations

from policydocs.checklist.frames.wordset import wordset

AUXILIARIES = wordset(
    "do does did am is are was were be been being have has had will would shall should can could may "
    "might must"
)
BE = wordset("am is are was were be been being get gets got")
PREPOSITIONS = wordset(
    "of with for from to about by on at in into against upon among between towards toward than like as "
    "via through around behind near"
)
ADVERBS = wordset(
    "not never also always only just simply then ever do does did will would can could may might must "
    "shall should generally usually typically normally often sometimes all both each either neither "
    "still actually really either please kindly too gladly happily personally knowingly intentionally "
    "ordinarily rarely seldom am are have"
)
NOMINATIVE = wordset("i we he she they")
OBJECTIVE = wordset(
    "me us him her them my our your their mine ours yours theirs myself ourselves yourself yourselves"
)
ATTRIBUTES = wordset(
    "the a an any all my our current former past present each every this that both and or other new "
    "your their these those potential prospective adult minor active individual"
)
RELATIVES = wordset("you who that which what how if when whatever anything where whether why")
OWNING = wordset("my our your their his")
