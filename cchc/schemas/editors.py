"""From pydantic's JSON Schema to one that editors complete, explain and judge well.

Written for yaml-language-server: `errorMessage`, `enumDescriptions` and
`defaultSnippets` are its own keys; other validators pass over them. What is valid stays
the same, but for two things that pydantic's schema leaves out: an object that takes
exactly one of several keys (`forms` of a model) takes exactly one here too, and objects
of several kinds are told apart by the key, or the name, that only one kind has, as the
models do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

Schema = dict[str, Any]

_TYPES = {
    "string": "Cần chữ; số hoặc ngày thì đặt trong ngoặc kép",
    "number": "Cần một số, dấu thập phân là dấu chấm: 98.5",
    "integer": "Cần một số nguyên",
    "boolean": "Cần true hoặc false",
    "array": "Cần một danh sách: [a, b], hoặc mỗi dòng một mục sau dấu gạch",
    "object": "Cần các khóa và giá trị",
    "null": "Cần các khóa và giá trị, hoặc để trống",
}
_BOUNDS = {
    "string": ("minLength", "maxLength", "dài từ {} đến {} ký tự", "không để trống"),
    "number": ("minimum", "maximum", "từ {} đến {}", "từ {} trở lên"),
}
_ITEMS = ("properties", "$defs")


def for_editors(schema: Schema) -> Schema:
    """The same schema with messages, forms and snippets; `schema` is left as it is."""
    root = _walked(_tagged(schema, schema.get("$defs", {})))
    definitions = root.get("$defs", {})
    _widen(root, definitions)
    for name, definition in definitions.items():
        definitions[name] = _explained(definition)
    root = _explained(root)
    _tell_apart(root, definitions)
    return root


def _tagged(node: Any, definitions: Mapping[str, Schema]) -> Any:
    """Unions whose kinds say their name in one key: that name decides."""
    if isinstance(node, list):
        return [_tagged(one, definitions) for one in node]
    if not isinstance(node, dict):
        return node
    done = {key: _tagged(one, definitions) for key, one in node.items()}
    match done.pop("discriminator", None):
        case {"propertyName": str(name), "mapping": dict(kinds)}:
            return _by_name(done, name, kinds, definitions)
    return done


def _by_name(
    node: Schema,
    name: str,
    kinds: Mapping[str, str],
    definitions: Mapping[str, Schema],
) -> Schema:
    records = [definitions[ref.rpartition("/")[2]] for ref in kinds.values()]
    own = {
        "type": "string",
        "description": records[0]["properties"][name]["description"],
        "enum": [*kinds],
        "enumDescriptions": [one["title"] for one in records],
    }
    found: Schema = {}
    for kind, ref in reversed([*kinds.items()]):
        here = {"properties": {name: {"const": kind}}, "required": [name]}
        found = {
            "if": here,
            "then": {"$ref": ref},
            **({"else": found} if found else {}),
        }
    said = f"Cần {name} là một trong: {', '.join(kinds)}"
    left = {key: one for key, one in node.items() if key != "oneOf"}
    return {
        "type": "object",
        "required": [name],
        "properties": {name: own},
        "errorMessage": said,
        **left,
        **found,
    }


def _walked(node: Any) -> Any:
    """Every node made simple, from the leaves up."""
    if isinstance(node, list):
        return [_walked(one) for one in node]
    if not isinstance(node, dict):
        return node
    if "propertyNames" in node:  # a key is always text
        node = {**node, "propertyNames": {"type": "string", **node["propertyNames"]}}
    done = {
        key: {name: _named(_walked(one), key) for name, one in value.items()}
        if key in _ITEMS
        else value
        if key in ("defaultSnippets", "forms", "default", "enum", "const")
        else _walked(value)
        for key, value in node.items()
    }
    return _bounded(_told(_nullable(done)))


def _named(node: Schema, place: str) -> Schema:
    """A property without pydantic's title, made from its key, and without null."""
    if place != "properties":
        return node
    empty = node.get("default", 0) in (None, [], {})
    return {
        key: value
        for key, value in node.items()
        if key != "title" and not (key == "default" and empty)
    }


def _nullable(node: Schema) -> Schema:
    """`anyOf` of a plain value and null as one value that may be null."""
    match node.get("anyOf"):
        case [dict(value), {"type": "null"}] if "type" in value:
            outer = {key: one for key, one in node.items() if key != "anyOf"}
            found: Schema = {**value, **outer, "type": [*_some(value["type"]), "null"]}
            if "enum" in found:
                found["enum"] = [*found["enum"], None]
            if "enumDescriptions" in found:
                found["enumDescriptions"] = [*found["enumDescriptions"], "để trống"]
            return found
    return node


def _told(node: Schema) -> Schema:
    """What editors say of a wrong value."""
    if "errorMessage" in node:
        return node
    kind = _kind(node)
    if "enum" in node:
        said = "Chọn một trong: " + _listed(v for v in node["enum"] if v is not None)
    elif "const" in node:
        said = f"Chỉ nhận {_yaml(node['const'])}"
    elif kind in _TYPES and "properties" not in node:
        said = _TYPES[kind]
    else:
        return node
    return {**node, "errorMessage": said}


def _kind(node: Schema) -> str:
    """The first type of a value."""
    kind = node.get("type", "")
    return str(kind[0] if isinstance(kind, list) else kind)


def _bounded(node: Schema) -> Schema:
    """Bounds as a condition: the server has no words of ours for the plain keys."""
    kinds = node.get("type", "")
    if "if" in node or not kinds:
        return node
    bounds: Schema = {}
    said = []
    for kind, (least, most, both, one) in _BOUNDS.items():
        numeric = kind == "number" and {"integer", "number"} & {*_some(kinds)}
        found = {key: node[key] for key in (least, most) if key in node}
        if found and (numeric or kind in _some(kinds)):
            bounds |= found
            low, high = found.get(least, 0), found.get(most)
            said.append(one.format(low) if high is None else both.format(low, high))
    left = {
        key: value
        for key, value in node.items()
        if key not in ("minLength", "maxLength", "minimum", "maximum")
    }
    if not bounds:
        return left
    message = node["errorMessage"] if "pattern" in node else "Cần " + "; ".join(said)
    wrong = {"type": "boolean", "errorMessage": message}
    return {**left, "if": bounds, "else": wrong}


def _some(kinds: str | list[str]) -> list[str]:
    return kinds if isinstance(kinds, list) else [kinds]


def _widen(root: Schema, definitions: Mapping[str, Schema]) -> None:
    """Where a record may be null, its definition says so: `anyOf` hides its messages.

    A record that is null in one place only keeps its `anyOf` there.
    """
    strict = {str(node["$ref"]) for node in _nodes(root, ("anyOf",)) if "$ref" in node}
    for node in _nodes(root):
        match node.get("anyOf"):
            case [{"$ref": ref}, {"type": "null"}] if ref not in strict:
                del node["anyOf"]
                node["$ref"] = ref
                definitions[ref.rpartition("/")[2]]["type"] = ["object", "null"]


def _explained(node: Schema) -> Schema:
    """An object: which keys it needs, which it may have; its forms as conditions."""
    node = dict(node)
    forms: Mapping[str, Schema] = node.pop("forms", {})
    if forms:
        return _formed(node, forms)
    if "properties" in node:
        node["errorMessage"] = _needs(node, node["properties"])
    return node


def _needs(node: Schema, keys: Iterable[str]) -> str:
    needed = node.get("required", [])
    other = [key for key in keys if key not in needed]
    said = [f"cần {', '.join(needed)}"] * bool(needed)
    said += [f"có thể thêm {', '.join(other)}"] * bool(other)
    return f"{node.get('title', '')}: {'; '.join(said)}"


def _formed(node: Schema, forms: Mapping[str, Schema]) -> Schema:
    """An object that takes exactly one of the keys of `forms`."""
    properties = node.pop("properties")
    node.pop("additionalProperties", None)
    kinds: dict[str, Schema] = {}
    for form, says in forms.items():
        keys = [form, *says["with"]]
        needed = {"title": node["title"], "required": [form, *says.get("needs", [])]}
        kinds[form] = {
            "additionalProperties": False,
            "properties": {key: properties[key] for key in keys},
            "required": needed["required"],
            "errorMessage": _needs(needed, keys),
        }
    own = {form: properties[form] for form in forms}
    return {**node, **_conditions(kinds, own, []), "type": node["type"]}


def _tell_apart(root: Schema, definitions: Mapping[str, Schema]) -> None:
    """Lists of objects of several kinds: each judged as the kind that it is."""
    for node in _nodes(root):
        items = node.get("items")
        kinds = items.get("oneOf", []) if isinstance(items, dict) else []
        names = [one["$ref"].rpartition("/")[2] for one in kinds if "$ref" in one]
        if not names or len(names) != len(kinds):
            continue
        found = {_own_key(n, names, definitions): definitions[n] for n in names}
        refs = dict(zip(found, kinds, strict=True))
        keys = {key: one["properties"][key] for key, one in found.items()}
        snippets = [s for one in found.values() for s in one.pop("defaultSnippets", [])]
        node["items"] = _conditions(refs, keys, snippets)


def _own_key(name: str, names: Iterable[str], definitions: Mapping[str, Schema]) -> str:
    """The first key that a kind needs and no other kind has."""
    others = {k for n in names if n != name for k in definitions[n]["properties"]}
    return str(next(k for k in definitions[name]["required"] if k not in others))


def _conditions(
    kinds: Mapping[str, Schema], keys: Mapping[str, Schema], snippets: list[Schema]
) -> Schema:
    """The kind whose key is there decides; without any, the keys to choose from."""
    said = "Cần đúng một trong: " + ", ".join(kinds)
    # Refused by way of `allOf`: for a plain type the server offers values, not keys.
    # Whether null will do is said elsewhere.
    refused = [{"type": ["boolean", "null"], "errorMessage": said}]
    node: Schema = {"allOf": refused, "properties": dict(keys)}
    if snippets:
        node["defaultSnippets"] = snippets
    for key, kind in reversed([*kinds.items()]):
        here = {"type": "object", "required": [key]}
        node = {"if": here, "then": kind, "else": node}
    return {"type": "object", "errorMessage": said, **node}


def _nodes(node: Any, without: tuple[str, ...] = ()) -> Iterator[Schema]:
    """Every object of a schema, but for what lies below the keys of `without`."""
    if isinstance(node, dict):
        yield node
    inside = (
        node
        if isinstance(node, list)
        else [one for key, one in [*node.items()] if key not in without]
    )
    for one in inside:
        if isinstance(one, (dict, list)):
            yield from _nodes(one, without)


def _listed(values: Iterable[Any]) -> str:
    return ", ".join(dict.fromkeys(_yaml(value) for value in values))


def _yaml(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
