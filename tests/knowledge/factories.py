"""Articles with as little said about them as a test needs."""

from itertools import count

from helpdesk.infra.access import Actor, the_program
from helpdesk.knowledge import services
from helpdesk.knowledge.models import Article
from helpdesk.knowledge.rules import Status, Topic
from helpdesk.knowledge.services import Texts
from tests.factories import MONDAY_MORNING

numbers = count(1)


def texts(**given) -> Texts:
    made = {
        "topic": Topic.PRINTER,
        "title_sw": f"Makala {next(numbers)}",
        "problem_sw": "Tatizo",
        "solution_sw": "Utatuzi",
    }
    return Texts(**{**made, **given})


def article(
    council_id: int, *, status: Status = Status.PUBLISHED, actor: Actor | None = None, **given
) -> Article:
    """An article of the program, published unless another status is given."""
    actor = actor or the_program(council_id)
    written = services.write(texts(**given), actor=actor, now=MONDAY_MORNING)
    if status is not Status.DRAFT:
        services.move(written, status, actor=actor, now=MONDAY_MORNING)
    return written
