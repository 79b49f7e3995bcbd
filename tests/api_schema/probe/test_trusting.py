"""Certificates are read late, and whoever looks at a context finds them."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

BACKEND = """
import os, ssl
class App:
    def openapi(self):
        context = ssl.create_default_context()
        return {{"paths": {{"/": {{"get": {{"found": {found}}}}}}}}}
app = App()
"""
LOOKS = {
    "count": "context.cert_store_stats()['x509_ca'] > 0",
    "names": "[dict(part[0] for part in each['subject']) for each in context.get_ca_certs()]",
    "the same once more": "[context.load_verify_locations(os.environ['SSL_CERT_FILE']),"
    " len(context.get_ca_certs())]",
    "a connection": "type(context.wrap_bio(ssl.MemoryBIO(), ssl.MemoryBIO(),"
    " server_hostname='a').context.get_ca_certs()[0]).__name__",
}


@pytest.fixture(autouse=True)
def machine_with_a_certificate(tmp_path, monkeypatch):
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Someone to trust")])
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now)
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    (tmp_path / "trusted.pem").write_bytes(certificate.public_bytes(Encoding.PEM))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "trusted.pem"))


@pytest.mark.parametrize("found", LOOKS.values(), ids=LOOKS)
def test_what_a_context_trusts_is_what_it_would_be(tmp_path, export_of, plain_export, found):
    (tmp_path / "main.py").write_text(BACKEND.format(found=found))

    outcome = export_of("main:app", "--app-dir", tmp_path)

    assert outcome.stdout == plain_export(str(tmp_path))
    assert json.loads(outcome.stdout)["paths"]["/"]["get"]["found"]
