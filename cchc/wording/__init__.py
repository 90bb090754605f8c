"""Deadline wordings: from a printed cell to deadlines."""

from cchc.wording.reader import read
from cchc.wording.reading import Context, Reading

__all__ = ["Context", "Reading", "read"]
