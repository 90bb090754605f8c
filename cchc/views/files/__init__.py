"""Files that other programs open: a workbook, a calendar."""
