"""Rules of journals: what units report. Signature: see cchc/checks/base.py (Rule).

    def entry_in_future(loaded: Loaded[Journal], journal: Journal, kit: Kit) -> Iterator[Found]:

`loaded.plan` is the plan id, `kit.plan(loaded.plan)` the plan or None,
`kit.journals(plan_id)` all journals of the plan, `kit.today` the day of the check.
`Found(("entries", i, "date"), message(N_("…")), id="3.9")`. Each rule gets a line in
JOURNAL_RULES of cchc/checks/__init__.py (with its severity) and
tests/data/checks/<rule>/{good,bad}/…: see tests/test_checks.py.
"""
