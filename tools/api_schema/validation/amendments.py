"""What the specification demands and the published schemas of documents leave out.

It is added to them as what is ruled out, with its words as the description: so it costs no walk of
its own, and is found wherever such an object may stand.
"""

from typing import Any

from api_schema.validation.version import Version

ARRAY_WITHOUT_ITEMS = {
    "description": "there are no items, and its type is array",
    "properties": {"type": {"enum": ["array"]}},
    "required": ["type"],
    "not": {"required": ["items"]},
}
TWO_VALUES = {
    "description": "value and externalValue exclude one another",
    "required": ["value", "externalValue"],
}
NO_OPERATION = {
    "description": "neither operationId nor operationRef says where the link leads",
    "not": {"anyOf": [{"required": ["operationId"]}, {"required": ["operationRef"]}]},
}
OF_QUERIES = {
    "description": "allowReserved and allowEmptyValue are for what is in a query",
    "anyOf": [{"required": ["allowReserved"]}, {"required": ["allowEmptyValue"]}],
}
ODD_NAME = {"description": "its name has other characters than letters, digits, . - and _"}

RULED_OUT: dict[Version, dict[str, dict[str, Any]]] = {
    Version.V20: dict.fromkeys(
        (
            "header",
            "headerParameterSubSchema",
            "queryParameterSubSchema",
            "formDataParameterSubSchema",
            "pathParameterSubSchema",
            "primitivesItems",
        ),
        ARRAY_WITHOUT_ITEMS,
    ),
    Version.V30: {
        "Schema": ARRAY_WITHOUT_ITEMS,
        "Example": TWO_VALUES,
        "Header": OF_QUERIES,
        "Link": NO_OPERATION,
    },
}


def amend(schema: dict[str, Any], version: Version) -> None:
    """Add to the schema of documents of a version what it leaves out."""
    for name, ruled_out in RULED_OUT.get(version, {}).items():
        schema["definitions"][name].setdefault("allOf", []).append({"not": ruled_out})
    if version is Version.V30:
        for group in schema["definitions"]["Components"]["properties"].values():
            group["additionalProperties"] = {"not": ODD_NAME}
    elif version.has_json_schema:
        _mend_links(schema)


def _mend_links(schema: dict[str, Any]) -> None:
    """Describe links as the specification does (3.1, section 4.8.20): they pass any value on."""
    fields = schema["$defs"]["link"]["properties"]
    fields["parameters"] = {"type": "object"}
    if "body" in fields:  # the schema of 2022-10-07; later ones are right
        fields["server"] = fields.pop("body")
