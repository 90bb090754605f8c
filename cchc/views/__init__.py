"""Report objects and findings to text or bytes. Pure; knows no rule."""
