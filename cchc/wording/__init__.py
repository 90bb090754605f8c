"""Deadline wordings: from a printed cell to deadlines, or to what was not understood.

    cell      = milestone { ( ";" | "." | list dash | "a)" | "(1)" | line ) milestone }
    milestone = { word } clause { [ "," | ":" | "(" | "và" ] { word } clause } { word }
    clause    = a phrase, an event ("khi …") or a plan ("theo …")

`tokens` cuts the text into tokens, `vocabulary` says what they stand for, `spelling`
mends what leaves one reading and knows which syllables there are. A phrase is a
production of `phrases.grammar`, which `grammar` runs; `points` and `phrases` build
nodes of what it took. `clauses` cuts the cell into milestones and adds what runs on in
words; `joins` folds clauses that stand side by side; `naming` gives the rest of the
words to the milestones and refuses what looks like an unread date; `misprints` doubts
a word that is none, or that put right would give another date; `meaning` makes
deadlines of the model.

A date in a document's name is part of the name. What has no meaning, or more than
one, is a problem that quotes it: never a guess.
"""

from cchc.wording.cell import read
from cchc.wording.grammar import Alternative, Production, productions
from cchc.wording.nodes import LIBRARY_DAYS, Context, Reading

__all__ = [
    "LIBRARY_DAYS",
    "Alternative",
    "Context",
    "Production",
    "Reading",
    "productions",
    "read",
]
