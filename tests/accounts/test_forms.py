"""Forms of people, and the Swahili of the library that they are made with."""

import re
from pathlib import Path

import pytest
import wtforms
from babel.messages.pofile import read_po

from helpdesk.paths import shipped

GAP = re.compile(r"%(?:\(\w+\))?\w")
SOURCE = Path(wtforms.__file__).parent / "locale" / "wtforms.pot"
OURS = shipped("translations") / "sw" / "LC_MESSAGES" / "wtforms.po"


def catalogue(path):
    with Path(path).open("rb") as source:
        return {message.id: message for message in read_po(source, locale="sw") if message.id}


def texts(text):
    return [text] if isinstance(text, str) else list(text)


def test_every_message_of_wtforms_is_there_in_swahili():
    ours = catalogue(OURS)

    assert ours.keys() == catalogue(SOURCE).keys()
    assert [m.id for m in ours.values() if m.fuzzy or not all(texts(m.string))] == []


@pytest.mark.parametrize("message", catalogue(OURS).values(), ids=lambda m: texts(m.id)[0])
def test_its_gaps_are_the_same(message):
    wanted = sorted(GAP.findall(texts(message.id)[-1]))

    assert [sorted(GAP.findall(text)) for text in texts(message.string)] == [wanted] * len(
        texts(message.string)
    )
