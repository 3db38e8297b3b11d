"""Who may do what: features declare permissions, views name them, one hook enforces them."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlencode

from flask import Flask, abort, current_app, has_request_context, redirect, request
from flask_babel.speaklater import LazyString
from flask_login import LoginManager, current_user
from werkzeug.wrappers import Response

View = TypeVar("View", bound=Callable[..., object])
FREE_TO_CHANGE_PASSWORD = frozenset(
    {"accounts.change_password", "accounts.sign_out", "accounts.set_language"}
)


GUEST = "guest"  # the name of whoever acts without an account


class Role(StrEnum):
    REQUESTER = "requester"
    TECHNICIAN = "technician"
    HEAD = "head"
    MANAGER = "manager"
    STOREKEEPER = "storekeeper"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Whoever acts, as far as permissions care; a job or command has no id.

    `department_ids` narrows a manager to departments; empty means the whole council.
    `token` is what the browser holds of the sign-in session.
    """

    id: int | None
    name: str
    council_id: int
    roles: frozenset[Role]
    department_ids: frozenset[int] = frozenset()
    language: str = "sw"
    must_change_password: bool = False
    shortcuts_on: bool = True
    token: str = ""

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def get_id(self) -> str:
        return self.token


@dataclass(frozen=True, slots=True)
class Permission:
    name: str
    label: LazyString
    roles: frozenset[Role]


_permissions: dict[str, Permission] = {}
_login = LoginManager()


def the_program(council_id: int) -> Actor:
    """Return whoever acts in jobs and commands: the program itself, with every right."""
    return Actor(id=None, name="helpdesk", council_id=council_id, roles=frozenset(Role))


def declare(name: str, label: LazyString, *roles: Role) -> Permission:
    """Add a permission to the catalogue; call it once, in a feature's permissions.py."""
    if name in _permissions:
        raise ValueError(f"permission {name!r} is declared twice")
    permission = Permission(name, label, frozenset(roles))
    _permissions[name] = permission
    return permission


def catalogue() -> tuple[Permission, ...]:
    return tuple(sorted(_permissions.values(), key=lambda permission: permission.name))


def can(actor: Actor | None, permission: Permission) -> bool:
    return actor is not None and bool(actor.roles & permission.roles)


def somebody() -> Actor | None:
    """Return the person behind this request, or None where nobody has signed in."""
    if not has_request_context():
        return None
    found = current_user._get_current_object()  # noqa: SLF001  # asked often, and a proxy is slow
    return found if isinstance(found, Actor) else None


def current_actor() -> Actor:
    """Return the person behind this request; only a view marked @public may have none."""
    return somebody() or abort(401)


def requires(permission: Permission) -> Callable[[View], View]:
    """Mark a view with the permission that it needs."""

    def mark(view: View) -> View:
        view.access = permission  # type: ignore[attr-defined]
        return view

    return mark


def public(view: View) -> View:
    """Mark a view that anybody may see, signed in or not."""
    view.access = None  # type: ignore[attr-defined]
    return view


def init_app(app: Flask, find_actor: Callable[[str], Actor | None]) -> None:
    """Find the actor of each request by the token in its cookie."""
    _login.session_protection = None
    _login.user_loader(find_actor)
    _login.init_app(app)
    app.jinja_env.globals["can"] = lambda name: can(somebody(), _permissions[name])
    app.jinja_env.globals["somebody"] = somebody


def enforce() -> Response | None:
    """Refuse whoever may not see this view; a view that forgot to say who may is closed."""
    if request.endpoint is None:
        return None
    view = current_app.view_functions[request.endpoint]
    if not hasattr(view, "access"):
        abort(403)
    if view.access is None:
        return None
    actor = somebody()
    if actor is None:
        return sign_in_first()
    if actor.must_change_password and request.endpoint not in FREE_TO_CHANGE_PASSWORD:
        return redirect("/me/password", code=303)
    if not can(actor, view.access):
        abort(403)
    return None


def sign_in_first(wanted: str | None = None) -> Response:
    """Send a stranger to sign in, and from there back to the page that was wanted."""
    wanted = wanted or (request.full_path.removesuffix("?") if request.method == "GET" else "/")
    return redirect(f"/sign-in?{urlencode({'next': wanted})}", code=303)
