"""From what a unit reports to journal entries that can be trusted, or refusals.

`typed` reads what a person wrote, `meaning` finds whose entry it is and which period
it means, `progress` adds entries to journals where the rules of `check` allow it.
Nothing here prints.
"""

from cchc.recording.effect import effect
from cchc.recording.progress import Addition, Given, Progress, Refusal, Taking
from cchc.recording.typed import Typed

__all__ = ["Addition", "Given", "Progress", "Refusal", "Taking", "Typed", "effect"]
