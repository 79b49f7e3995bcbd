"""The shipped profiles as Python data, one module a profile, made by ``scripts/update-profiles``.

Python reads its own data a hundred times as fast as YAML.
"""
