from datetime import timedelta

import pytest

from helpdesk.backup.rules import (
    DATABASE,
    LogEnd,
    Manifest,
    Member,
    inside,
    is_too_old,
    read_manifest,
)
from tests.factories import MONDAY_MORNING as NOW


def test_a_manifest_is_read_as_it_was_written():
    manifest = Manifest(
        version="0.1.0",
        revision="0001",
        made_at=NOW,
        tables={"ticket": 3},
        members={DATABASE: Member(5, "ab"), inside("0" * 32): Member(1, "cd")},
        log_ends={1: LogEnd(7, "ef")},
        lost=frozenset([inside("0" * 32)]),
    )

    assert read_manifest(manifest.as_json()) == manifest
    assert manifest.files == 1


@pytest.mark.parametrize(("hours", "old"), [(0, False), (26, False), (26.1, True)])
def test_a_backup_of_yesterday_is_young_enough(hours, old):
    assert is_too_old(NOW - timedelta(hours=hours), now=NOW) is old


def test_no_backup_is_too_old():
    assert is_too_old(None, now=NOW)
