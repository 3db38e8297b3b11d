"""What every template may use, and the strictness that finds a misspelt name at once."""

from collections.abc import Callable

from flask import Flask
from jinja2 import StrictUndefined

from helpdesk.infra.boxes import naming
from helpdesk.infra.local_urls import here, with_query
from helpdesk.infra.navigation import navigation
from helpdesk.infra.notices import notices
from helpdesk.infra.slots import slot


def be_strict(app: Flask) -> None:
    """Must come before anything touches the template environment."""
    app.jinja_options = {
        **app.jinja_options,
        "undefined": StrictUndefined,
        "trim_blocks": True,
        "lstrip_blocks": True,
    }


def init_app(app: Flask, masthead: Callable[[], object]) -> None:
    app.jinja_env.globals.update(
        here=here,
        masthead=masthead,
        naming=naming,
        navigation=navigation,
        notices=notices,
        slot=slot,
        with_query=with_query,
    )
