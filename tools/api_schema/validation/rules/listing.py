"""The list of rules, as ``--rules`` prints it."""

from api_schema.validation.rules.built_in import BUILT_IN
from api_schema.validation.rules.table import RULES

ALL = (*BUILT_IN, *RULES)
RULE_IDS = [rule.id for rule in ALL]


def rules_listed() -> str:
    """Return one line a rule: its id, its severity, and what it demands."""
    width = max(map(len, RULE_IDS))
    return "".join(f"{rule.id:{width}}  {rule.severity:7}  {rule.summary}\n" for rule in ALL)
