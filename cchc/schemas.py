"""JSON Schema of every file kind, made from the models, for editors."""

from __future__ import annotations

import json
from typing import Any

from cchc.models.base import Record
from cchc.models.journal import Journal
from cchc.models.plan import Plan
from cchc.models.registers import DocumentRegister, IndicatorRegister, WorkdayRegister
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
}


def schemas() -> dict[str, str]:
    """File name to JSON text, for every file kind."""
    return {
        f"{name}.schema.json": json.dumps(_schema(model), ensure_ascii=False, indent=1)
        + "\n"
        for name, model in KINDS.items()
    }


def _schema(model: type[Record]) -> dict[str, Any]:
    schema = model.model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
