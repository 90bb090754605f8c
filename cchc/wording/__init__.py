"""Deadline wordings: from a printed cell to deadlines, or to what was not understood.

`lexer` cuts the text into tokens, `words` says what they stand for, `spelling` mends
misprints that leave one reading. `scan` finds the phrases and cuts the cell into
milestones; `clauses` adds the events and plans that run on in words; `joins` folds
clauses that stand side by side, by the rules of `pairs` and `bounds`; `naming` gives
the rest of the words to the milestones and refuses what looks like an unread date;
`periods` and `meaning` make deadlines of the model.

    cell      = milestone { ( ";" | "." | list dash | "a)" | "(1)" | line ) milestone }
    milestone = { WORD } clause { [ "," | ":" | "(" | AND ] { WORD } clause } { WORD }
    clause    = dates | range | repeat | dayof | always | limit | event | plan | next
                | outlook

    dates     = [ mark ] [ TERM ] point { ( "," | AND | OR ) ( point | NUM ) } [ONWARD]
              | [ mark ] point PLURAL YEAR NUM { ( "," | AND ) NUM }
    range     = [ FROM ] ( point | NOW ) ( "-" | TILL [ OUT ] ) ( point | NUM )
              | NUM YEAR [ "(" ] year ( "-" | TILL ) year [ ")" ]     02 năm 2025-2026
              | NUM "-" NUM "/" NUM                                   6-12/2025
    mark      = { IN | BEFORE | BY | TILL | OUT | FROM | AFTER | LINK | time }
    point     = day | month | quarter | year | months | edge
    day       = [ DAY ] NUM ( "/" NUM [ "/" NUM ] | [ OF ] MONTH NUM [ year ] )
    month     = MONTH NUM [ year ] | NUM "/" NUM
    quarter   = QUARTER ( ROMAN | NUM ) [ year ]
    months    = NUM MONTH [ START | END ] YEAR [ NUM ]          6 tháng đầu năm
    year      = [ "/" | "-" | "," | OF | "(" ] [ YEAR ] ( NUM | THIS | NEXT | BEFORE )
    edge      = ( START | MIDDLE | END | HALF | WEEK | DECADE ) [ OF ] point

    repeat    = [ PERIODIC ] step { ( "," | AND | "/" ) step } [ [ "/" ] [ NUM ] TIMES ]
                | NUM TIMES ( "/" | EVERY | IN ) step
    step      = [ EVERY | PLURAL ] [ NUM ] ( DAY | WEEK | MONTH | QUARTER | YEAR )
    dayof     = [ mark ] DAY NUM { OF | EVERY } [ MONTH [ nth ] ] [ EVERY ] [ QUARTER ]
                | ( START | MIDDLE | END ) [ OF ] step
    nth       = START | MIDDLE | END | NTH NUM

    always    = ALWAYS [ TERM ] { [ "," ] ALWAYS } | ALL TERM
    limit     = [ mark ] ( NUM ( DAY [ WORKING ] | WEEK | MONTH | YEAR | HOUR ) | time )
    event     = [ limit ] ( WHEN | AFTER | FROM DAY | SUDDEN ) { WORD }
    plan      = ( PLAN | PLANNED | BEFORE WHEN ) { WORD }
    next      = PLURAL ( YEAR | QUARTER | MONTH ) NEXT
    outlook   = VIEW point

Side by side, without words between: a step with a date is a day of every year, with a
range of months the end of it; a step, or ALWAYS, with a period lies inside it; a finer
date in brackets replaces the coarser one; an event takes the limit after it; a plan
after a date is only manner. A date in a document's name is part of the name. What has
no meaning, or more than one, is a problem that quotes it: never a guess.
"""

from cchc.wording.reader import read
from cchc.wording.reading import Context, Reading

__all__ = ["Context", "Reading", "read"]
