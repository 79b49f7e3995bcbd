"""The OpenAPI document of the standard wire."""

from api_schema.validation.validating import problems_in
from oauth_tool.profiles.loading import load_profile
from oauth_tool.web.rfc.document import openapi
from oauth_tool.web.rfc.endpoints import endpoints_of


def test_it_has_every_endpoint_that_is_no_page_and_no_problem():
    document = openapi()

    described = {
        (method.upper(), path)
        for path, methods in document["paths"].items()
        for method in methods
        if not path.startswith("/.well-known/")
    }
    assert described == {
        (one.method, one.path) for one in endpoints_of(load_profile("rfc")) if not one.is_page
    }
    assert problems_in(document) == []


async def test_it_is_served(standard):
    answer = await standard.get(f"{standard.issuer}/openapi.json")

    assert answer.body == openapi()
