"""Plans as code for Vietnamese administrative reform."""

__version__ = "0.1.0"
