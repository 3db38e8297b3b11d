"""What is looked for: words, or the code of one thing."""

from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import unquote, urlsplit

from helpdesk.core.synonyms import alternatives
from helpdesk.core.text import normalise_code, unwrapped

LONGEST = 120  # signs of a question
SHORTEST = 2  # letters; fewer stand in everything
FEW = 5  # of each group on the first page


class Group(StrEnum):
    """Kinds of things, in the order in which they are shown."""

    TICKETS = "tickets"
    EQUIPMENT = "equipment"
    ORDERS = "orders"
    WORK_ORDERS = "work_orders"
    ARTICLES = "articles"
    PARTS = "parts"
    SYSTEMS = "systems"
    PEOPLE = "people"


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody typed; each word stands with all that mean the same."""

    text: str

    @property
    def is_empty(self) -> bool:
        return not self.text

    @property
    def is_too_short(self) -> bool:
        return sum(sign.isalnum() for sign in self.text) < SHORTEST

    @property
    def words(self) -> list[tuple[str, ...]]:
        return alternatives(self.text)

    @property
    def code(self) -> str:
        """Return it as tags, references and serial numbers are spelt."""
        return normalise_code(unwrapped(self.text))


def asked(said: str) -> Question:
    """Read what was typed or scanned: signs that no text has are gaps, and no text is endless."""
    printable = "".join(sign if sign.isprintable() else " " for sign in said[:LONGEST])
    return Question(" ".join(_scanned(printable).split()))


def _scanned(text: str) -> str:
    """Take the code out of the address that a scanner read from a label."""
    if "://" not in text:
        return text
    try:
        path = urlsplit(text.strip()).path
    except ValueError:
        return text
    return unquote(path.rstrip("/").rpartition("/")[2])
