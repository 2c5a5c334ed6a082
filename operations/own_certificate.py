"""How programs of this machine speak to its own window by TLS: they trust the very certificate that
it shows, which `up` keeps beside its notes, and no other."""

import ssl
from pathlib import Path


def trusting(certificate: Path | None) -> ssl.SSLContext | bool:
    """What a client verifies by; False where the window speaks no TLS, and there is nothing to
    verify: to read all that a machine trusts takes longer than an answer from it."""
    if certificate is None:
        return False
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    # Whoever holds the key of this very certificate is who was meant, by whatever name.
    context.check_hostname = False
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    context.load_verify_locations(certificate)
    return context
