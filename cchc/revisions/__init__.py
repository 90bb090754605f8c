"""Plans, journals and registers of a git revision against those of the work tree.

`git` reads objects with git itself, `sides` loads the files that differ and compares
them. Nothing is checked out and the index is never touched.
"""

from cchc.revisions.git import Repository, Revision
from cchc.revisions.sides import Differences, differences

__all__ = ["Differences", "Repository", "Revision", "differences"]
