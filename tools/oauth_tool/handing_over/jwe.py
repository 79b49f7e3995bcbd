"""Encrypt to RSA and X25519 keys in PEM: JWE in its compact form (RFC 7516, 7518, 8037).

The content is encrypted with AES-256 in GCM; its key with RSA-OAEP-256, or agreed upon with
ECDH-ES+A256KW.
"""

from collections.abc import Callable

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from joserfc import jwe
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey, RSAKey

from oauth_tool.oauth.credentials import Secret
from tool_cli.errors import InvalidInput, ToolError

CONTENT = "A256GCM"
RSA = "RSA-OAEP-256"
X25519 = "ECDH-ES+A256KW"
MIN_RSA_BITS = 2048
ENCRYPTED_PEM = ("-----BEGIN ENCRYPTED PRIVATE KEY-----", "Proc-Type: 4,ENCRYPTED")

Key = tuple[str, RSAKey | OKPKey]


class _Registry(jwe.JWERegistry):
    # The library's own limits are for tokens in a request; a report with many URIs is longer.
    max_ciphertext_length = 1_000_000
    max_encrypted_key_length = 4096


_REGISTRY = _Registry(algorithms=[RSA, X25519, CONTENT])


def sealing_to(pem: str, name: str) -> Callable[[str], str]:
    """Return a function that encrypts to a public key.

    Args:
        pem: The key.
        name: What errors call it.

    Raises:
        InvalidInput: It is no public key of a kind and strength that is accepted.
    """
    if "PRIVATE KEY-----" in pem:
        raise InvalidInput(
            f"{name} holds a private key", "give the public one: 'openssl pkey -pubout' prints it"
        )
    try:
        key = serialization.load_pem_public_key(pem.encode())
    except (ValueError, UnsupportedAlgorithm) as error:
        raise _unusable(name) from error
    algorithm, jwk = _checked(key, name)
    header = {"alg": algorithm, "enc": CONTENT}
    return lambda text: jwe.encrypt_compact(header, text.encode(), jwk, registry=_REGISTRY)


def opened(ciphertext: str, pem: str, passphrase: Callable[[], Secret]) -> bytes:
    """Decrypt with a private key.

    Args:
        ciphertext: A JWE in its compact form.
        pem: The key.
        passphrase: Returns the key's passphrase; called only if it has one.

    Raises:
        InvalidInput: The key or its passphrase cannot be used.
        ToolError: The ciphertext is for somebody else, or was changed.
    """
    _, jwk = _checked(_private_key(pem, passphrase), "the key")
    try:
        message = jwe.decrypt_compact(ciphertext, jwk, registry=_REGISTRY)
    except (JoseError, ValueError, TypeError, KeyError) as error:
        raise ToolError(
            "it cannot be decrypted: it was changed, or is for another key",
            "check that it is whole, and that --key belongs to the public key that it was made for",
        ) from error
    return message.plaintext or b""


def _private_key(pem: str, passphrase: Callable[[], Secret]) -> object:
    is_encrypted = any(mark in pem for mark in ENCRYPTED_PEM)
    password = passphrase().reveal().encode() if is_encrypted else None
    try:
        return serialization.load_pem_private_key(pem.encode(), password)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        if is_encrypted:
            raise InvalidInput("the passphrase does not open the private key") from error
        raise InvalidInput(
            "--key holds no private key that can be read", "give the file with the private key"
        ) from error


def _checked(key: object, name: str) -> Key:
    if isinstance(key, X25519PublicKey | X25519PrivateKey):
        return X25519, OKPKey.import_key(key)
    if not isinstance(key, RSAPublicKey | RSAPrivateKey):
        raise _unusable(name)
    if key.key_size < MIN_RSA_BITS:
        raise InvalidInput(
            f"{name} is an RSA key of {key.key_size} bits", f"use one of at least {MIN_RSA_BITS}"
        )
    return RSA, RSAKey.import_key(key)


def _unusable(name: str) -> InvalidInput:
    return InvalidInput(
        f"{name} is no key that can be encrypted to",
        f"use RSA of at least {MIN_RSA_BITS} bits or X25519 in PEM, or age",
    )
