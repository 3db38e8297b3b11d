"""Fixtures of the working calendar."""

import pytest

from helpdesk.infra.events import on
from helpdesk.org.events import WorkingCalendarChanged


@pytest.fixture
def told(registries):
    """The councils whose calendar is said to have changed, in the order of the news."""
    councils = []

    @on(WorkingCalendarChanged)
    def note(event):
        councils.append(event.council_id)

    return councils
