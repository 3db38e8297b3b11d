"""Every option; later wins: these defaults, instance/helpdesk.toml, HELPDESK_*, a test's own."""

import tomllib
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from flask import Config, Flask

from helpdesk.core.networks import networks_in
from helpdesk.paths import shipped

MEGABYTE = 1024 * 1024
LOCK_TIMES = (
    "-c lock_timeout=10000 -c statement_timeout=60000 -c idle_in_transaction_session_timeout=60000"
)

# Each is explained in README.md; an empty text means "not set".
OPTIONS: dict[str, str | int | bool] = {
    "DATABASE_URL": "",
    "SECRET_KEY": "",
    "PUBLIC_URL": "http://127.0.0.1:8000",
    "HTTPS": False,
    "TRUSTED_PROXIES": 0,
    "GUEST_NETWORKS": "",
    "SESSION_IDLE_MINUTES": 30,
    "MAX_UPLOAD_MEGABYTES": 32,
    "DEMO_PASSWORD": "",
    "MAIL_SERVER": "",
    "MAIL_PORT": 25,
    "MAIL_STARTTLS": False,
    "MAIL_USERNAME": "",
    "MAIL_PASSWORD": "",
    "MAIL_FROM": "helpdesk@localhost",
    "MAIL_CA_FILE": "",
    "SMS_GATEWAY": "",
    "IMAP_SERVER": "",
    "IMAP_PORT": 993,
    "IMAP_SECURITY": "tls",
    "IMAP_USERNAME": "",
    "IMAP_PASSWORD": "",
    "IMAP_FOLDER": "INBOX",
    "IMAP_COUNCIL": "",
}


def configure(app: Flask, overrides: Mapping[str, Any]) -> None:
    app.config.update(OPTIONS)
    app.config.from_file("helpdesk.toml", load=_load_upper_case, text=False, silent=True)
    _read_environment(app.config)
    app.config.update(overrides)
    app.config.update(_what_libraries_want(app))


def _what_libraries_want(app: Flask) -> dict[str, Any]:
    config = app.config
    address = config["DATABASE_URL"] or f"sqlite:///{app.instance_path}/helpdesk.sqlite3"
    return {
        "SQLALCHEMY_DATABASE_URI": _with_driver(address),
        "SQLALCHEMY_ENGINE_OPTIONS": _engine_options(address),
        "BABEL_DEFAULT_LOCALE": "sw",
        "BABEL_TRANSLATION_DIRECTORIES": str(shipped("translations")),
        "MAX_CONTENT_LENGTH": config["MAX_UPLOAD_MEGABYTES"] * MEGABYTE,
        "MAX_FORM_MEMORY_SIZE": 2 * MEGABYTE,
        "MAX_FORM_PARTS": 2000,
        "GUEST_NETWORKS": networks_in(config["GUEST_NETWORKS"]),
        "PERMANENT_SESSION_LIFETIME": timedelta(minutes=config["SESSION_IDLE_MINUTES"]),
        "SESSION_COOKIE_NAME": "__Host-helpdesk" if config["HTTPS"] else "helpdesk",
        "SESSION_COOKIE_SECURE": config["HTTPS"],
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_CSRF_CHECK_DEFAULT": False,
    }


def _with_driver(address: str) -> str:
    """Hosts hand out `postgres://`; we speak to PostgreSQL through psycopg 3 alone."""
    scheme, _, rest = address.partition("://")
    return f"postgresql+psycopg://{rest}" if scheme in {"postgres", "postgresql"} else address


def _engine_options(address: str) -> dict[str, Any]:
    if not address.startswith("postgres"):
        return {}
    return {"connect_args": {"options": LOCK_TIMES}, "pool_pre_ping": True}


def _load_upper_case(file: Any) -> dict[str, Any]:
    """Flask would silently ignore an option in lower case."""
    return {name.upper(): value for name, value in tomllib.load(file).items()}


def _read_environment(config: Config) -> None:
    """Keep what is said as text, unless the option is a number: a secret may look like one."""
    config.from_prefixed_env("HELPDESK", loads=str)
    for name, default in OPTIONS.items():
        said = config[name]
        if isinstance(default, bool):
            config[name] = str(said).lower() in {"1", "true", "yes", "on"}
        elif isinstance(default, int):
            config[name] = int(said)
