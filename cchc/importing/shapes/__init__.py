"""What names and cells look like: where a name ends, what a column holds."""
