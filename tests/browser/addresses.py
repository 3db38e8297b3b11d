"""Every page that has an address, as the map of the program has them."""

from collections.abc import Iterator, Mapping

from flask import Flask
from werkzeug.routing import BuildError, Rule


def addresses(app: Flask, gaps: Mapping[str, object]) -> Iterator[str]:
    """Yield the address of everything that can be opened, its gaps filled."""
    with app.test_request_context():
        adapter = app.create_url_adapter(None)
        for rule in app.url_map.iter_rules():
            if "GET" in (rule.methods or ()) and rule.endpoint != "static":
                yield _filled(rule, gaps)
    ...
