"""The certificate of `make run TLS=1`: phones trust one authority for years, whatever address the machine has today."""

import ssl
import stat

from cryptography import x509

from yunhe.local.certificate import certificate_for


def test_a_certificate_is_made_once_for_names_and_addresses_below_an_authority_that_stays(tmp_path):
    first = certificate_for(tmp_path, ["192.168.1.20", "localhost", "[::1]", "127.0.0.1"])
    authority, certificate, key = (path.read_bytes() for path in first)
    assert certificate_for(tmp_path, ["192.168.1.20", "localhost", "[::1]", "127.0.0.1"])[1].read_bytes() == certificate
    moved = certificate_for(tmp_path, ["192.168.1.77", "localhost"])
    assert moved[0].read_bytes() == authority
    assert moved[1].read_bytes() != certificate
    held = x509.load_pem_x509_certificate(moved[1].read_bytes())
    names = held.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.DNSName) == ["localhost"]
    assert [str(address) for address in names.get_values_for_type(x509.IPAddress)] == ["192.168.1.77"]
    assert key


def test_keys_are_read_by_their_owner_alone_and_openssl_takes_the_pair(tmp_path):
    authority, certificate, key = certificate_for(tmp_path, ["127.0.0.1"])
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "tls" / "authority.key").stat().st_mode) == 0o600
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(certificate, key)
    client = ssl.create_default_context(cafile=str(authority))
    ours, theirs = ssl.MemoryBIO(), ssl.MemoryBIO()
    asking = client.wrap_bio(theirs, ours, server_hostname="127.0.0.1")
    answering = server.wrap_bio(ours, theirs, server_side=True)
    for _ in range(4):  # the handshake goes to and fro; neither side refuses the other
        for side in (asking, answering):
            try:
                side.do_handshake()
            except ssl.SSLWantReadError:
                continue
    assert asking.version() in {"TLSv1.2", "TLSv1.3"}
