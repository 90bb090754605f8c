"""Levels: what a plan made of the plan above it.

`compare_levels` lists the gaps between two plans, `chain` walks up and down along
`implements`. A gap knows its place in the local file, so that a rule can report it.
"""

from cchc.cascade.chain import Chain, Link, chain, connected, upstream_ids
from cchc.cascade.levels import Gap, GapKind, compare_levels

__all__ = [
    "Chain",
    "Gap",
    "GapKind",
    "Link",
    "chain",
    "compare_levels",
    "connected",
    "upstream_ids",
]
