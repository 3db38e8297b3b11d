"""The order of a request: who, may they, is it theirs; then its own transaction; then headers."""

from urllib.parse import urlsplit

from flask import Flask, Response, current_app, request
from flask_wtf.csrf import CSRFProtect
from werkzeug.exceptions import BadRequest, MethodNotAllowed
from werkzeug.wrappers import Response as AnyResponse

from helpdesk.infra import access, drafts, request_keys, transactions, uploads

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; "
    "connect-src 'self'; font-src 'self'; manifest-src 'self'; worker-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Permissions-Policy": "camera=(self), geolocation=(), microphone=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-store",  # what may be kept says so itself
}
OVER_HTTPS = {  # on a plain line browsers heed neither, and complain of the second
    "Strict-Transport-Security": "max-age=31536000",
    "Cross-Origin-Opener-Policy": "same-origin",
}
KEY_OF_ANOTHER_FORM = frozenset(
    {"accounts.set_language", "drafts.keep", "drafts.keep_typed", "tickets.insert_answer"}
)

_csrf = CSRFProtect()


def send_headers(app: Flask) -> None:
    """Register before the transactions, so that a page of a failed commit has them too."""
    app.after_request(_headers)


def init_app(app: Flask) -> None:
    """Register after the transactions: before-hooks run in this order, after-hooks in reverse."""
    _csrf.init_app(app)
    app.after_request(request_keys.remember)
    app.after_request(drafts.forget_sent)
    for hook in (_refuse_method, drafts.rescue, _protect, access.enforce, _receive, _enter):
        app.before_request(hook)
    app.teardown_request(uploads.discard)


def _refuse_method() -> None:
    """Name the ways in which a page may be asked, before anything looks at what was sent."""
    if isinstance(request.routing_exception, MethodNotAllowed):
        raise request.routing_exception


def _protect() -> None:
    """Refuse a form that another site made, or that belongs to another sign-in."""
    if request.method in transactions.READING:
        return
    origin = request.headers.get("Origin")
    if origin and origin != "null" and urlsplit(origin).netloc != request.host:
        raise BadRequest
    _csrf.protect()


def _receive() -> None:
    """Take in files of people alone: a stranger shall not make us draw pictures."""
    if request.method not in transactions.READING and access.somebody() is not None:
        uploads.receive()


def _enter() -> AnyResponse | None:
    """Begin the transaction, then see whether this very form came before."""
    transactions.enter_view()
    keyed = request.method == "POST" and request.endpoint not in KEY_OF_ANOTHER_FORM
    return request_keys.claim() if keyed else None


def _headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if current_app.config["HTTPS"]:
        response.headers.update(OVER_HTTPS)
    return response
