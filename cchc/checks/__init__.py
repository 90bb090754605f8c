"""Rules: pure functions from what was loaded to findings.

`rules` names every rule once and runs them, `entries` those of journals: what takes an
entry needs only these. A rule's id is its function's name with hyphens, its docstring
the manual page of `cchc explain`.
"""
