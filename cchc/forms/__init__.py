"""Forms for those who have Excel and e-mail: what one asks, what a filled one says.

`asked` gathers what a unit owes up to the end of a period, `filled` finds the rows of a
returned form, `typed` reads them, `collected` takes them into the journals or refuses
them. Nothing here prints, and nothing changes a returned file.
"""

from cchc.forms.asked import Asking, Form, Reply
from cchc.forms.collected import Collecting, Collection, Outcome, Returned, Row

__all__ = [
    "Asking",
    "Collecting",
    "Collection",
    "Form",
    "Outcome",
    "Reply",
    "Returned",
    "Row",
]
