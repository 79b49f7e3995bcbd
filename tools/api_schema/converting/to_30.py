"""From OpenAPI 3.1 to 3.0.

https://spec.openapis.org/oas/v3.0.4.html
"""

from api_schema.converting.place import Node, Place, as_object
from api_schema.converting.rewriting import REFERENCE, Step, rewritten
from api_schema.converting.schema_words import without
from api_schema.converting.schemas_to_30 import REWRITES, VERSION, switch
from api_schema.validation.grammar import (
    COMPONENTS,
    DOCUMENT,
    OPERATION,
    PATH_ITEM,
    SCHEMA,
    SECURITY_SCHEME,
)

DIALECTS = frozenset(
    {
        "https://spec.openapis.org/oas/3.1/dialect/base",
        "https://json-schema.org/draft/2020-12/schema",
    }
)


def document(node: Node, place: Place) -> Node:
    """Return a document without webhooks and dialect, with the paths that it has to have."""
    node = {"paths": {}, **node} if "paths" not in node else node
    if str(node.get("jsonSchemaDialect")) in DIALECTS:
        node = without(node, "jsonSchemaDialect")
    return place.set_aside(node, frozenset({"webhooks", "jsonSchemaDialect"}), VERSION)


def about(node: Node, place: Place) -> Node:
    """Return a document whose license has an address instead of an SPDX identifier."""
    if not isinstance(node.get("info"), dict):
        return node
    info = place.below("info").set_aside(as_object(node["info"]), frozenset({"summary"}), VERSION)
    license_ = as_object(info.get("license"))
    identifier = license_.get("identifier")
    if isinstance(identifier, str):
        address = f"https://spdx.org/licenses/{identifier}.html"
        info["license"] = {"url": address, **without(license_, "identifier")}
    return {**node, "info": info}


def components(node: Node, _: Place) -> Node:
    """Return components without path items, which stand where they were referred to."""
    return without(node, "pathItems")


def path_item(node: Node, place: Place) -> Node:
    """Return a path item in place of a reference to one in the components."""
    shared = place.component(node.get("$ref"), "pathItems")
    if shared is None:
        return node
    rest = without(node, "$ref")
    if shared.path in place.within:
        place.tell(
            f"OpenAPI {VERSION} has no path items in components, and it is in itself", "$ref"
        )
        return rest
    place.tell(f"OpenAPI {VERSION} has no path items in components; it stands here itself", "$ref")
    return {**as_object(rewritten(shared.node(), PATH_ITEM, shared, TO_30)), **rest}


def operation(node: Node, place: Place) -> Node:
    """Return an operation with a response, which it has to have."""
    if node.get("responses"):
        return node
    place.tell(f"OpenAPI {VERSION} demands a response; an empty default is added")
    return {**node, "responses": {"default": {"description": ""}}}


def security_scheme(node: Node, place: Place) -> Node:
    """Return a security scheme; one by certificates is described in words."""
    if node.get("type") != "mutualTLS":
        return node
    place.tell(f"OpenAPI {VERSION} has no mutualTLS; it is an HTTP scheme of this name", "type")
    return {**node, "type": "http", "scheme": "mutualTLS"}


def reference(node: Node, place: Place) -> Node:
    """Return a reference without what would be ignored beside it."""
    for name in sorted(node.keys() - {"$ref"}):
        place.tell(f"OpenAPI {VERSION} ignores {name} beside a reference; it is left out", name)
    return {"$ref": node["$ref"]}


TO_30 = Step(
    text="3.0.3",
    switches=switch,
    rewrites={
        DOCUMENT: (document, about),
        COMPONENTS: (components,),
        PATH_ITEM: (path_item,),
        OPERATION: (operation,),
        SECURITY_SCHEME: (security_scheme,),
        REFERENCE: (reference,),
        SCHEMA: REWRITES,
    },
)
