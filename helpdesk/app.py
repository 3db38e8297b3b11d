"""The application factory."""

import os
from collections.abc import Mapping
from typing import Any

from flask import Flask
from flask_migrate import Migrate
from werkzeug.middleware.proxy_fix import ProxyFix

from helpdesk.config import configure
from helpdesk.infra import (
    access,
    assets,
    browsers,
    draft_pages,
    drafts,
    errors,
    i18n,
    keys,
    logs,
    shortcuts,
    styleguide,
    templating,
    transactions,
    web,
)
from helpdesk.infra.db import db
from helpdesk.infra.documents import web as documents
from helpdesk.paths import shipped
from helpdesk.registry import BLUEPRINTS, COMMANDS, DRAFT_FILES, find_actor, masthead


def create_app(overrides: Mapping[str, Any] | None = None) -> Flask:
    """Build the application from its configuration and `overrides`."""
    overrides = overrides or {}
    app = Flask(
        "helpdesk",
        instance_relative_config=True,
        instance_path=overrides.get("INSTANCE") or os.environ.get("HELPDESK_INSTANCE") or None,
        static_folder=None,  # infra.assets serves it
        template_folder=str(shipped("templates")),
    )
    templating.be_strict(app)
    configure(app, overrides)
    _set_up(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    for command in COMMANDS:
        app.cli.add_command(command)
    return app


def _set_up(app: Flask) -> None:
    """In this order: hooks before a request run so, those after it in reverse."""
    logs.init_app(app)
    keys.init_app(app)
    web.send_headers(app)
    assets.init_app(app)
    transactions.init_app(app)
    Migrate(app, db, directory=str(shipped("migrations")), render_as_batch=True)
    access.init_app(app, find_actor)
    i18n.init_app(app)
    errors.init_app(app)
    documents.init_app(app)
    styleguide.init_app(app)
    browsers.init_app(app)
    draft_pages.init_app(app)
    shortcuts.init_app(app)
    templating.init_app(app, masthead)
    drafts.use_files(DRAFT_FILES)
    web.init_app(app)
    if app.config["TRUSTED_PROXIES"]:
        hops = app.config["TRUSTED_PROXIES"]
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops)  # type: ignore[method-assign]
