"""Export the OpenAPI document of a backend without booting it."""
