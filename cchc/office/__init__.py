"""Office files opened with care: one door for every command that reads them."""
