import base64
import json

import pyrage
import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from joserfc import jwe
from joserfc.jwk import OKPKey, RSAKey

from oauth_tool.handing_over.opening import opened
from oauth_tool.handing_over.sealing import receiver_from
from oauth_tool.oauth.credentials import Secret
from tool_cli.errors import InvalidInput, ToolError

REPORT = "né client_secret  agpt_secret_1\n" * 3000
KINDS = ["rsa", "x25519", "age"]


@pytest.fixture
def public(keys, tmp_path):
    def path_of(kind):
        path = tmp_path / f"{kind}.pub"
        path.write_text(keys[kind][1])
        return str(path)

    return path_of


def no_passphrase():
    pytest.fail("asked for a passphrase that the key does not have")


@pytest.mark.parametrize("kind", KINDS)
def test_only_the_receiver_reads_what_was_sealed(keys, public, kind):
    sealed = receiver_from(public(kind)).seal(REPORT)

    assert sealed.isascii()
    assert "agpt_secret" not in sealed
    assert opened(sealed, keys[kind][0], no_passphrase) == REPORT.encode()


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_report_never_looks_the_same(public, kind):
    receiver = receiver_from(public(kind))

    assert receiver.seal(REPORT) != receiver.seal(REPORT)


def test_an_rsa_jwe_opens_with_plain_cryptography(keys, public):
    header, key, iv, text, tag = receiver_from(public("rsa")).seal("short").split(".")
    private = serialization.load_pem_private_key(keys["rsa"][0].encode(), None)
    oaep = padding.OAEP(padding.MGF1(hashes.SHA256()), hashes.SHA256(), None)

    content_key = private.decrypt(decoded(key), oaep)

    assert json.loads(decoded(header)) == {"alg": "RSA-OAEP-256", "enc": "A256GCM"}
    assert (
        AESGCM(content_key).decrypt(decoded(iv), decoded(text) + decoded(tag), header.encode())
        == b"short"
    )


@pytest.mark.parametrize(
    ("kind", "key_type", "algorithm"),
    [("rsa", RSAKey, "RSA-OAEP-256"), ("x25519", OKPKey, "ECDH-ES+A256KW")],
)
def test_a_jwe_opens_with_a_jose_library(keys, public, kind, key_type, algorithm):
    sealed = receiver_from(public(kind)).seal("short")

    message = jwe.decrypt_compact(
        sealed, key_type.import_key(keys[kind][0]), algorithms=[algorithm, "A256GCM"]
    )

    assert message.plaintext == b"short"
    assert message.protected["alg"] == algorithm


def test_an_age_file_opens_with_age(keys, public):
    sealed = receiver_from(public("age")).seal("short")
    identity = pyrage.x25519.Identity.from_str(keys["age"][0].splitlines()[1])

    assert pyrage.decrypt(sealed.encode(), [identity]) == b"short"


def test_a_recipient_of_age_needs_no_file(keys):
    recipient = keys["age"][1].splitlines()[-1]

    sealed = receiver_from(recipient).seal("short")

    assert opened(sealed, keys["age"][0], no_passphrase) == b"short"


def test_several_recipients_of_age_can_each_read_it(keys, tmp_path):
    other = pyrage.x25519.Identity.generate()
    path = tmp_path / "recipients"
    path.write_text(f"{keys['age'][1]}{other.to_public()}\r\n")

    sealed = receiver_from(str(path)).seal("short")

    assert opened(sealed, str(other), no_passphrase) == b"short"
    assert opened(sealed, keys["age"][0], no_passphrase) == b"short"


@pytest.mark.parametrize("kind", ["weak-rsa", "ed25519", "p256"])
def test_a_key_that_is_weak_or_of_another_kind_is_refused(public, kind):
    with pytest.raises(InvalidInput, match="1024 bits|no key that can be encrypted to"):
        receiver_from(public(kind))


@pytest.mark.parametrize("kind", KINDS)
def test_a_private_key_is_refused_where_a_public_one_belongs(keys, tmp_path, kind):
    path = tmp_path / "oops"
    path.write_text(keys[kind][0])

    with pytest.raises(InvalidInput, match="holds a private key") as failure:
        receiver_from(str(path))

    assert "AGE-SECRET" not in str(failure.value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# nothing",
        "hello",
        "age1nonsense",
        "-----BEGIN PUBLIC KEY-----\nAAAA\n",
        "é",
        "x" * 200_000,
    ],
)
def test_a_file_without_a_key_is_one_clear_error(tmp_path, text):
    path = tmp_path / "key"
    path.write_text(text)

    with pytest.raises(InvalidInput):
        receiver_from(str(path))


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(ToolError, match="cannot read the key file .*missing"):
        receiver_from(str(tmp_path / "missing"))


@pytest.mark.parametrize("kind", KINDS)
def test_a_changed_ciphertext_is_one_clear_error(keys, public, kind):
    sealed = receiver_from(public(kind)).seal("short")
    at = len(sealed) // 2 if kind == "age" else sealed.rindex(".") - 3
    changed = sealed[:at] + ("A" if sealed[at] != "A" else "B") + sealed[at + 1 :]

    with pytest.raises(ToolError, match="was changed, or is for another key"):
        opened(changed, keys[kind][0], no_passphrase)


@pytest.mark.parametrize("kind", ["rsa", "x25519"])
@pytest.mark.parametrize("part", range(5))
def test_a_change_of_any_part_of_a_jwe_is_one_clear_error(keys, public, kind, part):
    parts = receiver_from(public(kind)).seal("short").split(".")
    parts[part] = "AAAA" + parts[part][4:]

    with pytest.raises(ToolError, match="was changed, or is for another key"):
        opened(".".join(parts), keys[kind][0], no_passphrase)


@pytest.mark.parametrize("header", [{}, {"alg": "none"}, {"alg": "dir", "enc": "A256GCM"}, [], 1])
def test_a_jwe_with_another_header_is_one_clear_error(keys, public, header):
    _, *rest = receiver_from(public("rsa")).seal("short").split(".")
    encoded = base64.urlsafe_b64encode(json.dumps(header).encode()).rstrip(b"=").decode()

    with pytest.raises(ToolError, match="was changed, or is for another key"):
        opened(".".join([encoded, *rest]), keys["rsa"][0], no_passphrase)


def test_a_report_for_somebody_else_is_one_clear_error(keys, public):
    sealed = receiver_from(public("age")).seal("short")

    with pytest.raises(ToolError, match="for another key"):
        opened(sealed, str(pyrage.x25519.Identity.generate()), no_passphrase)


@pytest.mark.parametrize(("kind", "other"), [("age", "rsa"), ("rsa", "age"), ("rsa", "x25519")])
def test_a_key_of_the_other_kind_is_one_clear_error(keys, public, kind, other):
    sealed = receiver_from(public(kind)).seal("short")

    with pytest.raises(ToolError, match="--key is none|another key"):
        opened(sealed, keys[other][0], no_passphrase)


@pytest.mark.parametrize("kind", ["rsa", "age"])
def test_a_public_key_opens_nothing(keys, public, kind):
    sealed = receiver_from(public(kind)).seal("short")

    with pytest.raises(InvalidInput, match="--key holds no"):
        opened(sealed, keys[kind][1], no_passphrase)


@pytest.mark.parametrize("text", ["", "agpt_secret_1", "a.b.c", "-----BEGIN X-----", "é"])
def test_what_is_no_ciphertext_is_named(keys, text):
    with pytest.raises(InvalidInput, match="nothing that --encrypt-to makes"):
        opened(text, keys["rsa"][0], no_passphrase)


@pytest.mark.parametrize("passphrase", ["right", "wrong", ""])
def test_a_key_with_a_passphrase_opens_with_that_alone(keys, public, passphrase):
    private = serialization.load_pem_private_key(keys["rsa"][0].encode(), None)
    locked = private.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(b"right"),
    ).decode()
    sealed = receiver_from(public("rsa")).seal("short")

    if passphrase == "right":
        assert opened(sealed, locked, lambda: Secret(passphrase)) == b"short"
        return
    with pytest.raises(InvalidInput, match="the passphrase does not open"):
        opened(sealed, locked, lambda: Secret(passphrase))


def decoded(part):
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
