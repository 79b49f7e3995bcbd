"""From OpenAPI 3.2 to 3.1.

https://spec.openapis.org/oas/v3.2.0.html
"""

from api_schema.converting.place import Node, Place, as_object, as_objects
from api_schema.converting.rewriting import REFERENCE, Rewrite, Step, rewritten
from api_schema.converting.schema_words import without
from api_schema.validation.grammar import (
    COMPONENTS,
    DOCUMENT,
    ENCODING,
    EXAMPLE,
    HEADER,
    MEDIA_TYPE,
    OPERATION,
    PARAMETER,
    PATH_ITEM,
    RESPONSE,
    SCHEMA,
    SECURITY_SCHEME,
    SERVER,
)

VERSION = "3.1"
QUERYSTRING = "querystring"


def setting_aside(*names: str) -> Rewrite:
    """Return a rewrite that keeps fields of these names under another one."""
    return lambda node, place: place.set_aside(node, frozenset(names), VERSION)


def tags(node: Node, place: Place) -> Node:
    """Return a document with tags that have no order above them."""
    listed = node.get("tags")
    if not isinstance(listed, list):
        return node
    aside = setting_aside("summary", "parent", "kind")
    here = place.below("tags")
    new = [
        aside(each, here.below(i)) if isinstance(each, dict) else each
        for i, each in enumerate(listed)
    ]
    return {**node, "tags": new}


def parameters(node: Node, place: Place) -> Node:
    """Return an operation or a path item without a parameter that is the whole query string."""
    listed = as_objects(node.get("parameters"))
    whole = [each for each in listed if each.get("in") == QUERYSTRING]
    if not whole:
        return node
    place.tell(
        f"OpenAPI {VERSION} has no parameter for the query string; it is kept as x-querystring",
        "parameters",
    )
    rest = [each for each in listed if each not in whole]
    return {**node, "parameters": rest, "x-querystring": whole}


def shared_parameters(node: Node, place: Place) -> Node:
    """Return components without parameters that are the whole query string, and media types."""
    shared = as_object(node.get("parameters"))
    whole = {name for name, each in shared.items() if as_object(each).get("in") == QUERYSTRING}
    for name in sorted(whole):
        place.tell(f"OpenAPI {VERSION} has no parameter for the query string", "parameters", name)
    node = without(node, "mediaTypes")
    return {**node, "parameters": without(shared, *whole)} if whole else node


def styles(node: Node, place: Place) -> Node:
    """Return a parameter in a style that there is."""
    if node.get("style") == "cookie":
        place.tell(f"OpenAPI {VERSION} has no style cookie; form is nearest", "style")
        node = {**node, "style": "form"}
    if node.get("in") == "query":
        return node
    return place.set_aside(node, frozenset({"allowReserved"}), VERSION)


def example(node: Node, place: Place) -> Node:
    """Return an example whose data are its value."""
    if "dataValue" in node:
        node = {**without(node, "dataValue"), "value": node["dataValue"]}
    elif "serializedValue" in node:
        place.tell("the serialized value of the example is its value now", "serializedValue")
        node = {**without(node, "serializedValue"), "value": node["serializedValue"]}
    return place.set_aside(node, frozenset({"serializedValue"}), VERSION)


def response(node: Node, place: Place) -> Node:
    """Return a response with the description that it has to have."""
    node = place.set_aside(node, frozenset({"summary"}), VERSION)
    return node if "description" in node else {"description": node.get("x-summary", ""), **node}


def flows(node: Node, place: Place) -> Node:
    """Return a security scheme without the flow for devices."""
    node = place.set_aside(node, frozenset({"deprecated", "oauth2MetadataUrl"}), VERSION)
    if not isinstance(node.get("flows"), dict):
        return node
    here = place.below("flows")
    aside = here.set_aside(as_object(node["flows"]), frozenset({"deviceAuthorization"}), VERSION)
    return {**node, "flows": aside}


def media_type(node: Node, place: Place) -> Node:
    """Return a media type in place of a reference to one in the components."""
    shared = place.component(node.get("$ref"), "mediaTypes")
    if shared is None:
        return node
    if shared.path in place.within:
        place.tell(
            f"OpenAPI {VERSION} has no media types in components, and it is in itself", "$ref"
        )
        return {}
    place.tell(f"OpenAPI {VERSION} has no media types in components; it stands here itself", "$ref")
    return as_object(rewritten(shared.node(), MEDIA_TYPE, shared, FROM_32))


def discriminator(node: Node, place: Place) -> Node:
    """Return a schema whose discriminator has no default."""
    if not isinstance(node.get("discriminator"), dict):
        return node
    here = place.below("discriminator")
    aside = here.set_aside(as_object(node["discriminator"]), frozenset({"defaultMapping"}), VERSION)
    return {**node, "discriminator": aside}


def xml(node: Node, place: Place) -> Node:
    """Return a schema whose XML says with flags what kind of node it is."""
    if not isinstance(node.get("xml"), dict) or "nodeType" not in as_object(node["xml"]):
        return node
    words = as_object(node["xml"])
    kind = words["nodeType"]
    if kind == "attribute":
        return {**node, "xml": {**without(words, "nodeType"), "attribute": True}}
    if kind == "element":
        flag = {"wrapped": True} if node.get("type") == "array" else {}
        return {**node, "xml": {**without(words, "nodeType"), **flag}}
    aside = place.below("xml").set_aside(words, frozenset({"nodeType"}), VERSION)
    return {**node, "xml": aside}


FROM_32 = Step(
    text="3.1.0",
    rewrites={
        DOCUMENT: (setting_aside("$self"), tags),
        COMPONENTS: (shared_parameters,),
        SERVER: (setting_aside("name"),),
        PATH_ITEM: (setting_aside("query", "additionalOperations"), parameters),
        OPERATION: (parameters,),
        PARAMETER: (styles,),
        HEADER: (styles,),
        MEDIA_TYPE: (setting_aside("itemSchema", "prefixEncoding", "itemEncoding"),),
        ENCODING: (setting_aside("encoding", "prefixEncoding", "itemEncoding"),),
        EXAMPLE: (example,),
        RESPONSE: (response,),
        SECURITY_SCHEME: (flows,),
        SCHEMA: (discriminator, xml),
        REFERENCE: (media_type,),
    },
)
FROM_31 = Step(text="3.2.0", rewrites={})
