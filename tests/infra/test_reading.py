"""What several panels of a page ask for is read once, and never while something is written."""

import pytest
from flask import Flask

from helpdesk.infra.reading import once_a_page


@pytest.fixture
def asked():
    return []


@pytest.fixture
def read(asked):
    @once_a_page
    def read(key, *, actor):
        asked.append((key, actor))
        return len(asked)

    return read


def test_a_page_asks_once_for_the_same(read, asked):
    with Flask("x").test_request_context("/"):
        assert [read(1, actor="a"), read(1, actor="a"), read(1, actor="b")] == [1, 1, 2]


@pytest.mark.parametrize("method", ["POST", None])
def test_who_writes_or_has_no_page_asks_each_time(read, asked, method):
    app = Flask("x")
    with app.test_request_context("/", method=method) if method else app.app_context():
        assert [read(1, actor="a"), read(1, actor="a")] == [1, 2]
