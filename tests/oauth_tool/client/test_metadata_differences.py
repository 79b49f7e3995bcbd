from oauth_tool.client.metadata_differences import differences


def test_what_was_registered_as_asked_is_no_difference():
    asked = {"client_name": "App", "scope": "a b", "redirect_uris": ["https://x/1", "https://x/2"]}
    given = {"client_name": "App", "scope": "b a", "redirect_uris": ["https://x/2", "https://x/1"]}

    assert differences(asked, {**given, "subject_type": "public"}) == ()


def test_what_was_changed_or_left_out_is_named():
    assert differences({"scope": "a b", "logo_uri": "https://x/l"}, {"scope": "a"}) == (
        'scope: asked for "a b", registered "a"',
        'logo_uri: asked for "https://x/l", not in the answer',
    )


def test_what_was_taken_out_and_stayed_is_named():
    assert differences({"logo_uri": None}, {}) == ()
    assert differences({"logo_uri": None}, {"logo_uri": "x"}) == (
        'logo_uri: asked for null, registered "x"',
    )


def test_long_values_are_cut():
    (difference,) = differences({"client_name": "App"}, {"client_name": "x" * 100_000})

    assert len(difference) < 300
