"""How connections are protected."""

from __future__ import annotations

import ssl

from auditor.notices.channel import Failed


def context(ca_file: str) -> ssl.SSLContext:
    """Give the settings of a protected connection: TLS 1.2 or later, the server's name and certificate checked.

    Args:
        ca_file: The only certificates to trust, for servers of an organisation of one's own; empty for those that
            the system trusts.

    Raises:
        Failed: The file cannot be read or holds no certificate.
    """
    try:
        made = ssl.create_default_context(cafile=ca_file or None)
    except (OSError, ssl.SSLError) as error:
        raise Failed("no_file", ca_file) from error
    made.minimum_version = ssl.TLSVersion.TLSv1_2
    return made
