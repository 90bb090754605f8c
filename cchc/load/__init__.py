"""Workspace to records: find it, read its files, and say what is wrong with them.

Loading never raises on what a user wrote. A file gives `Loaded`: its record, or None,
and its findings; a place is looked up only when there is something to report.
"""

from cchc.load.files import Loaded, bulk, load_record, parse_record
from cchc.load.workspace import Workspace, find_root

__all__ = [
    "Loaded",
    "Workspace",
    "bulk",
    "find_root",
    "load_record",
    "parse_record",
]
