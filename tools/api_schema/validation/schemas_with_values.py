"""The schema that stands beside a default or an example."""

from api_schema.validation.grammar import Json
from api_schema.validation.subject import Subject
from api_schema.validation.version import Version

NOT_OF_SCHEMAS = frozenset({"required", "in", "name", "schema", "description"})


def schema_alone(node: Json, subject: Subject) -> Json:
    """Return an object as a schema: in OpenAPI 2.0 a parameter is one, and more."""
    if subject.outline.version is Version.V20 and "in" in node and "name" in node:
        return {key: value for key, value in node.items() if key not in NOT_OF_SCHEMAS}
    return node
