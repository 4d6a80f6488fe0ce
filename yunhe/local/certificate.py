"""A certificate of this machine's own, so that phones in the office's network open `make run` over HTTPS.

Browsers give the camera, encryption and pages without network to secure addresses alone. `certificate_for` makes an authority
that lasts, which people put into their phones once, and below it a certificate for the names of today. Both keys stay in the
state folder, readable by its owner only.
"""

import datetime
import ipaddress
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

TEN_YEARS = datetime.timedelta(days=3650)
A_YEAR = datetime.timedelta(days=397)  # browsers take no longer ones
A_MONTH = datetime.timedelta(days=30)
NAME = "云和履职 本机试用"


def certificate_for(folder: Path, names: list[str]) -> tuple[Path, Path, Path]:
    """Return (authority, certificate, key) for `names`, made where there are none, or none that lasts a month for these names."""
    home = folder / "tls"
    home.mkdir(mode=0o700, exist_ok=True)
    authority, authority_key = home / "authority.crt", home / "authority.key"
    if not (authority.exists() and authority_key.exists()):
        _write_authority(authority, authority_key)
    certificate, key = home / "server.crt", home / "server.key"
    if not (certificate.exists() and key.exists() and _serves(certificate, authority, names)):
        _write_certificate(certificate, key, authority, authority_key, names)
    return authority, certificate, key


def _serves(certificate: Path, authority: Path, names: list[str]) -> bool:
    known = x509.load_pem_x509_certificate(certificate.read_bytes())
    issuer = x509.load_pem_x509_certificate(authority.read_bytes())
    held = known.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    lasts = known.not_valid_after_utc > datetime.datetime.now(datetime.UTC) + A_MONTH
    return lasts and known.issuer == issuer.subject and list(held) == _alternatives(names)


def _alternatives(names: list[str]) -> list[x509.GeneralName]:
    found: list[x509.GeneralName] = []
    for name in dict.fromkeys(name.strip("[]") for name in names):
        try:
            found.append(x509.IPAddress(ipaddress.ip_address(name)))
        except ValueError:
            if name.isascii():
                found.append(x509.DNSName(name))
    return found


def _write_authority(certificate: Path, key: Path) -> None:
    private = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    built = (
        _begun(name, name, private.public_key(), TEN_YEARS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(private, hashes.SHA256())
    )
    _write_key(key, private)
    certificate.write_bytes(built.public_bytes(serialization.Encoding.PEM))


def _write_certificate(certificate: Path, key: Path, authority: Path, authority_key: Path, names: list[str]) -> None:
    issuer = x509.load_pem_x509_certificate(authority.read_bytes())
    signing = serialization.load_pem_private_key(authority_key.read_bytes(), password=None)
    if not isinstance(signing, ec.EllipticCurvePrivateKey):
        raise TypeError(f"{authority_key} is no key of ours: remove the folder and start again.")
    private = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names[0][:64])])
    built = (
        _begun(name, issuer.subject, private.public_key(), A_YEAR)
        .add_extension(x509.SubjectAlternativeName(_alternatives(names)), critical=False)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .sign(signing, hashes.SHA256())
    )
    _write_key(key, private)
    certificate.write_bytes(built.public_bytes(serialization.Encoding.PEM))


def _begun(
    subject: x509.Name, issuer: x509.Name, public: ec.EllipticCurvePublicKey, lasts: datetime.timedelta
) -> x509.CertificateBuilder:
    now = datetime.datetime.now(datetime.UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + lasts)
    )


def _write_key(path: Path, private: ec.EllipticCurvePrivateKey) -> None:
    path.touch(mode=0o600, exist_ok=True)
    path.write_bytes(
        private.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
