"""JSON Schema of every file kind, made from the models, for editors."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from cchc.load.places import PLACES, model_of
from cchc.models.base import Record
from cchc.schemas.editors import for_editors

KINDS: dict[str, type[Record]] = {place.kind: model_of(place.kind) for place in PLACES}

# Which keys hold ids of a register, or plans: (definition, key) to the kind of id.
REFERENCES: dict[tuple[str, str], str] = {
    ("Task", "leads"): "units",
    ("Task", "partners"): "units",
    ("Decision", "issuer"): "units",
    ("ReportDuty", "owners"): "units",
    ("ReportDuty", "recipient"): "units",
    ("Journal", "unit"): "units",
    ("Unit", "parent"): "units",
    ("UnitGroup", "parent"): "units",
    ("Membership", "units"): "units",
    ("Succession", "unit"): "units",
    ("WorkspaceConfig", "office"): "units",
    ("Confirmation", "unit"): "units",
    ("AmendingDocument", "issuer"): "units",
    ("TaskChange", "leads"): "units",
    ("TaskChange", "partners"): "units",
    ("TargetChange", "indicator"): "indicators",
    ("TargetChange", "scope"): "scopes",
    ("Amendment", "replaced_by"): "plans",
    ("Target", "indicator"): "indicators",
    ("Target", "scope"): "scopes",
    ("Target", "coverage"): "units",
    ("TargetChange", "coverage"): "units",
    ("TargetEntry", "covers"): "units",
    ("Step", "scope"): "scopes",
    ("Citation", "document"): "documents",
    ("Decision", "replaces"): "documents",
    ("Document", "replaced_by"): "documents",
    ("Plan", "implements"): "plans",
    ("UpstreamRef", "plan"): "plans",
    ("WorkspaceConfig", "default_plan"): "plans",
    ("ScoreSheet", "unit"): "units",
}
Ids = Mapping[str, Mapping[str, str]]
"""Kind of id to the ids of a workspace, each with its name."""


def schemas(ids: Ids | None = None) -> dict[str, str]:
    """File name to JSON text, for every file kind.

    With `ids`, editors offer them. An unknown id stays allowed: whether it exists is
    for the registers to say, and for `cchc check` to report.
    """
    return {
        f"{name}.schema.json": json.dumps(
            _schema(model, ids or {}), ensure_ascii=False, indent=1
        )
        + "\n"
        for name, model in KINDS.items()
    }


class InOrder(GenerateJsonSchema):
    """Keys as the models write them: snippets are typed in their order."""

    def sort(self, value: Any, parent_key: str | None = None) -> Any:
        """Left as it is."""
        return value


def _schema(model: type[Record], ids: Ids) -> dict[str, Any]:
    schema = for_editors(model.model_json_schema(schema_generator=InOrder))
    if "$defs" in schema:  # their order is that in which models were first used
        schema["$defs"] = dict(sorted(schema["$defs"].items()))
    parts = {model.__name__: schema, **schema.get("$defs", {})}
    for (definition, key), kind in REFERENCES.items():
        properties = parts.get(definition, {}).get("properties", {})
        if key in properties and ids.get(kind):
            properties[key] = _offering(properties[key], ids[kind])
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _offering(node: Any, ids: Mapping[str, str]) -> Any:
    """The same schema, its texts with known ids to choose from."""
    if not isinstance(node, dict):
        return node
    if "string" in node.get("type", ()):
        snippets = [
            {"label": key, "description": name, "body": key}
            for key, name in ids.items()
        ]
        return {**node, "defaultSnippets": snippets}
    return {k: _offering(v, ids) if k == "items" else v for k, v in node.items()}
