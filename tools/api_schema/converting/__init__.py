"""A document in another version of OpenAPI: pure functions, a step between neighbouring versions.

What a version cannot express is kept under an ``x-`` name where it stands, and is always told.
"""
