"""TLS contexts that trust what the operating system trusts. Made once, since reading a certificate store takes 20 ms.

On Windows and macOS truststore asks the system's own verification. Elsewhere the store is a file or a folder of
OpenSSL's, which truststore would read again for every single connection (24 ms instead of 2 ms of CPU): here it is
read once, from the same places. `SSL_CERT_FILE` and `SSL_CERT_DIR` are honoured on every system.
"""

import os
import ssl
import sys
from functools import cached_property
from pathlib import Path
from typing import Final

_BUNDLES: Final = (
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem",
    "/etc/ssl/cert.pem",
)
"""Where distributions keep their certificates, should OpenSSL have been built for another place."""


class Trust:
    """The contexts that one client shares among its connections."""

    @cached_property
    def web(self) -> ssl.SSLContext:
        """For HTTP: verifying. What is to be spoken is set for each connection just before it begins."""
        return _verifying()

    @cached_property
    def plain(self) -> ssl.SSLContext:
        """For bare handshakes: verifying, and saying nothing of what is to be spoken."""
        return _verifying()

    @cached_property
    def blind(self) -> ssl.SSLContext:
        """For services with an authority of their own: only the handshake counts."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        return context


def store() -> str:
    """Say where certificates come from, for people: a file, a folder or the system's own store; empty: nowhere."""
    named = os.environ.get("SSL_CERT_FILE") or os.environ.get("SSL_CERT_DIR")
    if named:
        return named if Path(named).exists() else ""
    if sys.platform in ("win32", "darwin"):
        return "the system's store"
    return _found() or ""


def _verifying() -> ssl.SSLContext:
    named_file, named_folder = os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR")
    if sys.platform in ("win32", "darwin") and not (named_file or named_folder):
        import truststore

        return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.set_default_verify_paths()  # OpenSSL looks at both variables itself
    if not (named_file or named_folder) and (bundle := _found()) and bundle in _BUNDLES:
        context.load_verify_locations(cafile=bundle)
    return context


def _found() -> str | None:
    usual = ssl.get_default_verify_paths()
    if usual.cafile:
        return usual.cafile
    if usual.capath and any(Path(usual.capath).glob("*.0")):
        return usual.capath
    return next((bundle for bundle in _BUNDLES if Path(bundle).is_file()), None)
