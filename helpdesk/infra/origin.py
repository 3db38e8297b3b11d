"""Where a request came from."""

from flask import has_request_context, request


def address() -> str:
    """Return the network address of the caller, or "" for jobs and commands."""
    return (request.remote_addr or "") if has_request_context() else ""
