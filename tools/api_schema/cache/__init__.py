"""Documents kept by what their import read, so that a run that changes nothing answers at once.

A hit does not even start the backend's interpreter, so ``answers``, ``changes``, ``entry``
and ``identity`` import as little as they can: no json, no pathlib, no dataclasses, no click.
"""
