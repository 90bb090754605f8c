"""Targets and tasks of plans joined; two versions of one plan compared.

`goals` weighs two goals, `targets` and `tasks` join plans of different years,
`versions` finds what changed in the meaning of one plan, its journals and registers.
"""
