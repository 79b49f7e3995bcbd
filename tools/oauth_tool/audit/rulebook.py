"""All rules, in the order of a walk."""

from oauth_tool.audit.rule import Rule
from oauth_tool.audit.rules import (
    bearer_challenge_sent,
    dead_tokens_keep_quiet,
    error_code_named,
    error_status_fits,
    expires_in_number,
    issuer_named,
    no_token_in_url,
    pkce_used,
    refresh_token_rotated,
    revocation_succeeds,
    scope_reduction_told,
    scope_spelled,
    state_returned,
    token_answer_not_cached,
    token_type_named,
    transport_is_encrypted,
)

RULES: tuple[Rule, ...] = (
    transport_is_encrypted.RULE,
    no_token_in_url.RULE,
    pkce_used.RULE,
    token_answer_not_cached.RULE,
    state_returned.RULE,
    refresh_token_rotated.RULE,
    issuer_named.RULE,
    expires_in_number.RULE,
    token_type_named.RULE,
    scope_spelled.RULE,
    scope_reduction_told.RULE,
    error_code_named.RULE,
    error_status_fits.RULE,
    bearer_challenge_sent.RULE,
    dead_tokens_keep_quiet.RULE,
    revocation_succeeds.RULE,
)
