"""YAML text: read fast into plain values, find places, write the fewest bytes."""
