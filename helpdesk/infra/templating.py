"""What every template may use, and the strictness that finds a misspelt name at once."""

from collections.abc import Callable, MutableMapping
from typing import Any

from flask import Flask
from flask.templating import Environment
from jinja2 import StrictUndefined

from helpdesk.infra.boxes import naming
from helpdesk.infra.local_urls import here, with_query
from helpdesk.infra.navigation import navigation
from helpdesk.infra.notices import notices
from helpdesk.infra.selects import drawn, options_of
from helpdesk.infra.slots import slot


class _Environment(Environment):
    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Share one plain dict: no template has names of its own, and a chain of two is slow."""
        return self.globals


def be_strict(app: Flask) -> None:
    """Must come before anything touches the template environment."""
    app.jinja_environment = _Environment
    app.jinja_options = {
        **app.jinja_options,
        "undefined": StrictUndefined,
        "trim_blocks": True,
        "lstrip_blocks": True,
    }


def init_app(app: Flask, masthead: Callable[[], object]) -> None:
    app.jinja_env.globals.update(
        drawn=drawn,
        here=here,
        masthead=masthead,
        naming=naming,
        navigation=navigation,
        notices=notices,
        options_of=options_of,
        slot=slot,
        with_query=with_query,
    )
