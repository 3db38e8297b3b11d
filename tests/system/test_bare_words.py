"""No page says a word that nobody could translate, whoever looks at it."""

import re
from collections.abc import Iterator

import pytest
from babel.support import NullTranslations
from bs4 import BeautifulSoup
from sqlalchemy import select

from helpdesk.infra import messages
from helpdesk.infra.db import db
from helpdesk.infra.scheduling import declared_jobs
from tests.pages import PageClient
from tests.system.test_form_rules import walked

pytestmark = [
    pytest.mark.no_cover,
    pytest.mark.sqlite_only(reason="the words are the same on every database"),
]
GAP = re.compile(r"{\w+}")  # of a ready answer; the same in both languages
MARKED = re.compile("⟦[^⟦⟧]*⟧")
WORD = re.compile(r"[^\W\d_]{3,}")
SPOKEN = ("aria-label", "alt", "placeholder", "title")
NAMES = {"TZS", "PDF", "CSV", "Excel", "Kiswahili", "English", "http", "localhost", "Ctrl", "Enter"}


class Marking(NullTranslations):
    """A language in which every sentence stands between brackets."""

    def ugettext(self, message: str) -> str:
        return f"⟦{message}⟧"

    def ungettext(self, one: str, many: str, count: int) -> str:
        return self.ugettext(one if count == 1 else many)

    def upgettext(self, _context: str, message: str) -> str:
        return self.ugettext(message)

    def unpgettext(self, _context: str, one: str, many: str, count: int) -> str:
        return self.ungettext(one, many, count)


@pytest.fixture
def people(one_of_everything, monkeypatch):
    people = one_of_everything.people
    monkeypatch.setattr(messages, "_translations", lambda _name: Marking())
    return people


@pytest.mark.parametrize("name", ["own", "head"])
def test_every_word_is_a_sentence_of_ours_or_what_somebody_wrote(pages, people, name):
    pages.sign_in(people[name])
    jobs = " ".join(job.name for job in declared_jobs())  # which the command line takes
    known = NAMES | set(written()) | set(WORD.findall(jobs))

    assert not set(bare(pages, known))


def written() -> Iterator[str]:
    """Every word of the database."""
    for table in db.metadata.sorted_tables:
        for row in db.session.execute(select(table)):
            yield from WORD.findall(" ".join(map(str, row)))


def bare(pages: PageClient, known: set[str]) -> Iterator[str]:
    for path, page in walked(pages):
        if not path.startswith("/manual"):  # whose pages are whole, one for each language
            rest = spoken(page)
            while MARKED.search(rest):
                rest = MARKED.sub(" ", rest)
            yield from (f"{path}: {word}" for word in set(WORD.findall(rest)) - known)


def spoken(page: BeautifulSoup) -> str:
    for hidden in page(["script", "style", "svg"]):
        hidden.decompose()
    said = [str(tag[name]) for name in SPOKEN for tag in page.select(f"[{name}]")]
    return GAP.sub(" ", " ".join([page.get_text(" "), *said]))
