"""The command line of ``export-api-schema``: the only place here that imports click."""
