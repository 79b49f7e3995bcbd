"""A server that starts reads no certificates; who connects trusts whom the machine trusts."""

import asyncio
import ipaddress
import os
import ssl
import sys
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import web
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

CONNECTING = """
import asyncio, sys
from oauth_tool.web.certificates import import_aiohttp
import_aiohttp()
from oauth_tool.client.messages import Request
from oauth_tool.client.steps import Step
from oauth_tool.web.sending import opened_sender

async def send(origin):
    async with opened_sender(frozenset({origin})) as sender:
        return await sender.send(Step.RESOURCE, Request(method="GET", url=f"{origin}/"))

exchange = asyncio.run(send(sys.argv[1]))
print(exchange.response.status if exchange.response else exchange.failure.message)
"""
IMPORTING = """
import ssl
from oauth_tool.web.certificates import import_aiohttp
made = []
made_by = ssl.SSLContext.set_alpn_protocols
ssl.SSLContext.set_alpn_protocols = lambda *of: (made.append(of[0]), made_by(*of))
import_aiohttp()
print(len(made) > 0, sum(context.cert_store_stats()["x509_ca"] for context in made))
print(ssl.create_default_context().cert_store_stats()["x509_ca"])
"""


@pytest.fixture
def certificate(tmp_path):
    """The file of a certificate for this machine, signed by its own key, which stands beside it."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    address = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(minutes=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([address]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path / "certificate.pem"
    file.write_bytes(certificate.public_bytes(Encoding.PEM))
    file.with_name("key.pem").write_bytes(
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    )
    return file


@pytest.fixture
async def origin(certificate):
    """The origin of a server that has this certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, certificate.with_name("key.pem"))

    async def answered(_):
        return web.Response()

    app = web.Application()
    app.add_routes([web.get("/", answered)])
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=context).start()
    yield f"https://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


async def test_a_certificate_that_the_machine_trusts_is_good(origin, certificate):
    assert await said(CONNECTING, origin, trusting=certificate) == ["200"]


async def test_another_certificate_is_not(origin, tmp_path):
    (line,) = await said(CONNECTING, origin, trusting=tmp_path / "no.pem")

    assert line == f"could not reach {origin}: its certificate is not trusted"


async def test_aiohttp_reads_none_and_who_comes_after_it_does(certificate):
    assert await said(IMPORTING, trusting=certificate) == ["True 0", "1"]


async def said(code, *arguments, trusting):
    """Return the lines that a program prints on a machine that trusts these certificates."""
    places = {"SSL_CERT_FILE": str(trusting), "SSL_CERT_DIR": str(trusting.parent / "none")}
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        code,
        *arguments,
        env=os.environ | places,
        stdout=asyncio.subprocess.PIPE,
    )
    output, _ = await process.communicate()
    return output.decode().splitlines()
