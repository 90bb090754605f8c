"""Pick, sort and group what commands show; knows no view."""

from cchc.query.obligations import Filter, Row, Sheet, rows, sheet, unit_ids

__all__ = ["Filter", "Row", "Sheet", "rows", "sheet", "unit_ids"]
