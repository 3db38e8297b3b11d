from enum import StrEnum

import pytest

from helpdesk.core.transitions import IllegalTransitionError, check


class Light(StrEnum):
    RED = "red"
    GREEN = "green"


MOVES = {Light.RED: frozenset({Light.GREEN}), Light.GREEN: frozenset[Light]()}


def test_a_move_that_is_not_in_the_table_is_refused_by_name():
    check(MOVES, Light.RED, Light.GREEN)

    with pytest.raises(IllegalTransitionError, match="green to red"):
        check(MOVES, Light.GREEN, Light.RED)
