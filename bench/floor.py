"""The least that such a page could cost: bare Flask, one statement, 25 rows, a plain template."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from sqlalchemy import Column, Engine, Integer, MetaData, String, Table, create_engine, select

KEYS = range(1, 1001)
PAGE = """<!doctype html><html lang="sw"><title>Maombi</title><h1>Maombi</h1><table>
{% for row in rows %}<tr><td>{{ row.id }}<td>{{ row.name }}<td>{{ row.place }}
{% endfor %}</table></html>"""

TABLE = Table(
    "bench_floor",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("name", String(80), nullable=False),
    Column("place", String(80), nullable=False),
)


@contextmanager
def floor(address: str) -> Iterator[Flask]:
    """Serve the page from a table of its own in the database at that address."""
    engine = create_engine(address)
    rows = [{"id": key, "name": f"Printa {key}", "place": f"Chumba {key}"} for key in KEYS]
    with engine.begin() as connection:
        TABLE.create(connection)
        connection.execute(TABLE.insert(), rows)
    try:
        yield _application(engine)
    finally:
        TABLE.drop(engine)
        engine.dispose()


def _application(engine: Engine) -> Flask:
    app = Flask(__name__)
    template = app.jinja_env.from_string(PAGE)
    wanted = select(TABLE).where(TABLE.c.id.in_(KEYS[::40]))

    @app.get("/")
    def show() -> str:
        with engine.connect() as connection:
            return template.render(rows=connection.execute(wanted).all())

    return app
