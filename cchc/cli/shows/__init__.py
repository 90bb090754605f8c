"""Commands that only show: what is owed, planned, counted, wrong."""
