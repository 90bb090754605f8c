"""Frozen pydantic models of every file kind; no input or output.

A module a file kind: `plan` (decision.yaml), `units`, `registers` (indicators,
documents, workdays), `workspace`, `journal` (progress/<unit>.yaml). Import from them.
"""
