"""Addresses within this site: where a form lives, and where a person may be sent back to."""

from urllib.parse import parse_qsl, urlencode, urlsplit

from flask import current_app, request
from werkzeug.exceptions import RequestEntityTooLarge


def is_local(url: str) -> bool:
    """Tell whether `url` is a plain path here; browsers read backslashes and controls in it."""
    return (
        url.startswith("/") and not url.startswith("//") and "\\" not in url and url.isprintable()
    )


def here() -> str:
    """Return the path and query of the page that is being shown, without its draft.

    A refused form is shown at the address that it was sent to, which may be no page of its own.
    """
    return page_of_form() if _said_page() else with_query(request.full_path, draft=None)


def page_of_form() -> str:
    """Return the page on which the form of this request lives."""
    said = _said_page()
    return with_query(said, draft=None) if said else request.path


def _said_page() -> str:
    """Return what a form says of its page; one that is too large to be read says nothing."""
    try:
        said = request.form.get("next", "")
    except RequestEntityTooLarge:
        return ""
    return said if is_local(said) else ""


def with_query(url: str, **changes: str | None) -> str:
    """Return `url` with some of its query set, or removed where None."""
    parts = urlsplit(url)
    kept = [(n, v) for n, v in parse_qsl(parts.query, keep_blank_values=True) if n not in changes]
    query = urlencode(kept + [(n, v) for n, v in changes.items() if v is not None])
    return f"{parts.path}?{query}" if query else parts.path


def public_url(path: str) -> str:
    """Return the whole address of a page, for a letter or the QR code on a paper."""
    return f"{current_app.config['PUBLIC_URL'].rstrip('/')}{path}"
