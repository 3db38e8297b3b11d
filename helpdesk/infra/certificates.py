"""Which mail servers are believed to be who they say."""

import ssl

from flask import current_app


def checking() -> ssl.SSLContext:
    """Believe what this machine believes, and the certificates of the file in the settings."""
    context = ssl.create_default_context()
    own = current_app.config["MAIL_CA_FILE"]
    if own:
        _add(context, own)
    return context


def _add(context: ssl.SSLContext, path: str) -> None:
    try:
        context.load_verify_locations(path)
    except OSError as error:
        raise OSError(f"MAIL_CA_FILE {path} cannot be read: {error}") from error


def complaint(error: Exception) -> str:
    """Say what is wrong with the line to a server, so that it can be mended."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not trusted ({error.verify_message}): see MAIL_CA_FILE"
    return str(error)
