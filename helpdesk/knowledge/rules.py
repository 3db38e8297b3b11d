"""The life of an article, and which articles a text is about."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from helpdesk.core.synonyms import searchable
from helpdesk.core.transitions import check

FILLERS = """
about and are but can cannot does for from has have her him his how its not our out she than
that the their them then there this was what when where which who why will with you your asante
baada bado bila chake chako changu chetu dawati habari haifanyi hapa hii hilo hitilafu hivi
hivyo hiyo huo huu ikiwa ila ili jana kabisa kama katika kazi kila kisha kuna kutoka kwa kwamba
kwangu kwenye lake lako langu leo letu lile msaada mfano mimi mtu mwa naomba ndani ndio ndiyo
nimejaribu nini nje ofisi ofisini ombi pale pia pole salaam sana sasa sawa sisi tafadhali tangu
tatizo tena tu tumejaribu vile vyetu wakati wangu wao wetu yake yako yangu yao yenye yetu yote
zake zangu zetu zote
"""
LANGUAGES = ("sw", "en")
PARTS = ("title", "problem", "cause", "solution")
NEEDED = (
    "title",
    "problem",
    "solution",
)  # of an article in a language; a cause is not always known
MOST_WORDS = 24  # of a text that is compared with articles
LETTERS_OF_A_STEM = 5  # shorter ones begin too many others
LETTERS_OF_A_WORD = 3  # shorter ones are in every sentence
TELLING = 5  # a word that so few articles have in their titles is enough by itself
IN_TITLE, IN_PROBLEM = 3, 1  # weights
BLOT = "…"
PERSONAL = (
    re.compile(r"(?P<keep>)[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    re.compile(
        r"(?P<keep>\b(?:nywila|nenosiri|neno la siri|password|pin)"
        r"(?:\s+(?:ni|is|yangu ni))?\s*[:=]?\s)(?=\S*[0-9])\S+",
        re.IGNORECASE,
    ),
    re.compile(r"(?P<keep>)(?<!\w)\+?[0-9](?:[\s().-]?[0-9]){6,}(?!\w)"),
)  # what belongs to one person, behind what may be kept
IN_EVERY_REQUEST = frozenset(FILLERS.split())


class Status(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    RETIRED = "retired"


class Topic(StrEnum):
    COMPUTER = "computer"
    PRINTER = "printer"
    DEVICE = "device"
    NETWORK = "network"
    POWER = "power"
    SYSTEM = "system"
    ACCESS = "access"
    EMAIL = "email"
    SECURITY = "security"
    HOW_TO = "how_to"


TRANSITIONS: dict[Status, frozenset[Status]] = {
    Status.DRAFT: frozenset({Status.PUBLISHED, Status.RETIRED}),
    Status.PUBLISHED: frozenset({Status.DRAFT, Status.RETIRED}),
    Status.RETIRED: frozenset({Status.DRAFT, Status.PUBLISHED}),
}


@dataclass(frozen=True, slots=True)
class Known:
    """An article, as far as comparing cares: the words of its titles, and those of its problem."""

    id: int
    title: frozenset[str]
    problem: frozenset[str]


def check_transition(current: Status, wanted: Status) -> None:
    check(TRANSITIONS, current, wanted)


def telling_words(text: str) -> list[str]:
    """Return the words of a text that say what it is about, and what they mean, each once."""
    words = re.findall(r"\w[\w-]*\w", searchable(text))
    telling = (word for word in words if _tells(word))
    return list(dict.fromkeys(telling))


def best(words: Sequence[str], known: Iterable[Known], *, most: int) -> list[int]:
    """Return the ids of the articles that these words are about, the best first.

    A rare word counts for more than one that many articles have. One word alone is enough only
    where few articles have it in their titles, or nothing else was said.
    """
    having = [one for one in known if not one.title.isdisjoint(words)]
    titled = Counter(word for one in having for word in one.title.intersection(words))
    weights = {word: math.log(1 + len(having) / times) for word, times in titled.items()}
    points = {one.id: _points(one, weights) for one in having if _is_about(one, words, titled)}
    return sorted(points, key=lambda key: (-points[key], key))[:most]


def fits(words: Sequence[str], one: Known) -> bool:
    """Tell whether most of what was said is in the titles of an article: that may be the answer."""
    shared = [word for word in words if any(_is_form_of(word, other) for other in one.title)]
    return len(shared) > 1 and 2 * len(shared) > len(words)


def _is_form_of(word: str, other: str) -> bool:
    """Tell whether two words are one but for their ending: haichapi, haichapishi."""
    shorter, longer = sorted((word, other), key=len)
    return word == other or (len(shorter) >= LETTERS_OF_A_STEM and longer.startswith(shorter))


def without_personal_data(text: str, *people: str) -> str:
    """Blot out of a text what belongs to one person: names, addresses, long numbers, passwords.

    What stands behind a comma in a name is an office, and nobody's own.
    """
    for pattern in PERSONAL:
        text = pattern.sub(rf"\g<keep>{BLOT}", text)
    names = [word for one in people for word in one.partition(",")[0].split()]
    for name in (one for one in names if len(one) >= LETTERS_OF_A_WORD):
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", BLOT, text, flags=re.IGNORECASE)
    return re.sub(rf"{BLOT}(?:\s+{BLOT})+", BLOT, text)


def _tells(word: str) -> bool:
    return len(word) >= LETTERS_OF_A_WORD and word not in IN_EVERY_REQUEST and not word.isdecimal()


def _is_about(one: Known, words: Sequence[str], titled: Counter[str]) -> bool:
    shared = (one.title | one.problem).intersection(words)
    rare = any(titled[word] <= TELLING for word in one.title.intersection(words))
    return rare or len(shared) > 1 or len(words) == 1


def _points(one: Known, weights: dict[str, float]) -> float:
    in_title = sum(weights[word] for word in one.title if word in weights)
    in_problem = sum(weights[word] for word in one.problem if word in weights)
    return IN_TITLE * in_title + IN_PROBLEM * in_problem
