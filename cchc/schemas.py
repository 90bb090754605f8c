"""JSON Schema of every file kind, made from the models, for editors."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from cchc.models.base import Record
from cchc.models.journal import Journal
from cchc.models.plan import Plan
from cchc.models.registers import DocumentRegister, IndicatorRegister, WorkdayRegister
from cchc.models.scheme import Scheme
from cchc.models.scores import ScoreSheet
from cchc.models.units import UnitRegister
from cchc.models.workspace import WorkspaceConfig

KINDS: dict[str, type[Record]] = {
    "decision": Plan,
    "progress": Journal,
    "units": UnitRegister,
    "indicators": IndicatorRegister,
    "documents": DocumentRegister,
    "workdays": WorkdayRegister,
    "workspace": WorkspaceConfig,
    "scheme": Scheme,
    "scores": ScoreSheet,
}


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
    ("Target", "indicator"): "indicators",
    ("Target", "scope"): "scopes",
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


def _schema(model: type[Record], ids: Ids) -> dict[str, Any]:
    schema = model.model_json_schema()
    parts = {model.__name__: schema, **schema.get("$defs", {})}
    for (definition, key), kind in REFERENCES.items():
        properties = parts.get(definition, {}).get("properties", {})
        if key in properties and ids.get(kind):
            properties[key] = _offering(properties[key], ids[kind])
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _offering(node: Any, ids: Mapping[str, str]) -> Any:
    """The same schema, its texts with known ids to choose from."""
    if isinstance(node, list):
        return [_offering(one, ids) for one in node]
    if not isinstance(node, dict):
        return node
    if node.get("type") == "string":
        about = ("title", "description", "default")
        known = {"enum": list(ids), "enumDescriptions": list(ids.values())}
        text = {key: value for key, value in node.items() if key not in about}
        kept = {key: value for key, value in node.items() if key in about}
        return {**kept, "anyOf": [known, text]}
    deeper = ("anyOf", "items")
    return {k: _offering(v, ids) if k in deeper else v for k, v in node.items()}
