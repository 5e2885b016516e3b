"""A certificate for the names in the examples, good for the hour, and what vouches for it."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

NAMES = ("bot.example.org", "archive.example.org", "localhost")


@dataclass(frozen=True)
class Certificate:
    """A certificate in a file, its key in another."""

    file: Path
    key: Path

    def trust(self) -> ssl.SSLContext:
        """Return what trusts it and nothing else."""
        return ssl.create_default_context(cafile=str(self.file))


def make(folder: Path) -> Certificate:
    """Make one."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "tests")])
    now = datetime.now(UTC)
    names = [x509.DNSName(one) for one in NAMES] + [x509.IPAddress(ip_address("127.0.0.1"))]
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, SHA256())
    )
    found = Certificate(folder / "fullchain.pem", folder / "privkey.pem")
    found.file.write_bytes(made.public_bytes(Encoding.PEM))
    found.key.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return found
