"""Commands that write files: journals, plans, papers."""
