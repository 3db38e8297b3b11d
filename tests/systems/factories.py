"""Systems with as little said about them as a test needs."""

from itertools import count

from helpdesk.infra.access import the_program
from helpdesk.systems import services
from helpdesk.systems.models import System

numbers = count(1)


def system(council_id: int, **given) -> System:
    number = next(numbers)
    made = {
        "acronym": f"SYS{number}",
        "full_name": f"Mfumo {number}",
        "purpose_sw": "Kazi ya mfumo",
    }
    return services.add(services.Details(**{**made, **given}), actor=the_program(council_id))
