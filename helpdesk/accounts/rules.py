"""Passwords, names to sign in with, and how often one may guess."""

import re
from collections.abc import Set
from datetime import timedelta
from enum import StrEnum
from itertools import pairwise, takewhile

SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 200
LEAST_EFFORT = 6
ONE_TIME_PASSWORD = timedelta(hours=72)
LONGEST_DELEGATION = timedelta(days=366)
WINDOW = timedelta(minutes=5)
MOST_FAILURES_OF_A_NAME = 10
MOST_FAILURES_OF_AN_ADDRESS = 30
LONGEST_SESSION = timedelta(hours=12)
FAILURES_ARE_KEPT = timedelta(days=1)
SESSIONS_ARE_KEPT = timedelta(days=90)
USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,39}")

# What people choose first, here and elsewhere; nothing else about a password is prescribed.
COMMON = frozenset(
    """
    abdallah access admin administrator afisa afrika ahsante amani amina amour andrew angel
    anthony apple april arsenal arusha asante asd asdf asha august azam azania azerty baba babu
    babygirl bahati baraka baseball basket batman bismillah bongo bwana chama changeme charlie
    chelsea chunya computer cookie daniel daraja december default demo desktop dodoma dragon
    dunia edc elimu elizabeth emmanuel facebook faida familia family fatuma february fedha
    flower football forever freedom friday friend google guest habari hakuna halmashauri
    happiness happy hello help helpdesk heri heshima hodi hongera hunter huruma idara iloveyou
    imani india internet iringa jambo jamhuri january jeshi jessica jesus jina jonathan jordan
    joseph joshua july juma jumamosi jumanne jumapili jumatano jumatatu june juni kabisa karibu
    kaskazini kazi kenya kijana kila kilimanjaro kiswahili kitengo kompyuta letmein lifehack
    linux liverpool login loveyou maendeleo maggie maisha maji mama manager manchester marafiki
    march master matatizo matrix matumaini mbarali mbeya mbili mchumba mfumo mgeni mhasibu
    michael microsoft minecraft mkoa mkuu moja monday monkey morogoro moshi mpenzi mpira msaada
    msimamizi mtandao mtoto mtumishi mungu mustang mwaka mwalimu mwanza mwema mwenye nakupenda
    namba neema nenosiri network nothing november number nyerere nyumba nyumbani nywila october
    office ofisi ombi pakistan pass passport password peace pesa please pokemon princess private
    qaz qazwsx qwe rafiki rahisi rais root rose rujewa safari salama samsung samuel sana
    saturday school secret secure security september serikali server service shadow shikamoo
    shujaa shule siku simba simu siri sisi soccer songea starwars student success summer sunday
    sunshine superman support system tanga tanzania teacher technology tehama telecom telekom
    test thomas thursday tiger trustno tuesday uhuru ujamaa umoja upendo user vodacom vodafone
    watu wednesday welcome whatever william windows winner winter wote wsx yanga yesu zaidi
    zanzibar zxc
    """.split()  # noqa: SIM905  # easier to read and to add to than a list
)
# Neighbours on the keyboard; a row lies half a key to the right of the one above it.
ROWS = ("1234567890-=", "qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./")
PLACES = {key: (row, column) for row, keys in enumerate(ROWS) for column, key in enumerate(keys)}
STEPS = frozenset({(0, 1), (0, -1), (1, 0), (1, -1), (-1, 0), (-1, 1)})
WITHOUT_SHIFT = str.maketrans("!@#$%^&*()_+", "1234567890-=")
PLAIN_LETTERS = str.maketrans("@4310!5$7", "aaeioisst")
SAME_AGAIN = re.compile(r"(.)\1+")
DATE_OR_PHONE = re.compile(
    r"""(?:\+?255|0)[67]\d{8}
    | \d{1,2}[-/. ]?\d{1,2}[-/. ]?(?:19|20)\d\d
    | (?:19|20)\d\d (?:[-/. ]?\d{1,2}[-/. ]?\d{1,2})?""",
    re.VERBOSE,
)


class Standing(StrEnum):
    """Whether somebody stands in for another today."""

    NOT_BEGUN = "not_begun"
    NOW = "now"
    OVER = "over"


class WeakPasswordError(Exception):
    """A password that will not do: `reason` is "short", "long", "common", "name" or "same"."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class WrongPasswordError(Exception):
    """The name or the password is wrong; nobody is told which."""


class TooManyAttemptsError(Exception):
    """Too many wrong passwords of late, for this name or from this address."""


class NameTakenError(Exception):
    """Somebody already signs in with this name."""


class RoleHeldError(Exception):
    """The person already has this role on one of these days."""


class OwnDeputyError(Exception):
    """Nobody names himself the deputy of another."""


class DelegationHeldError(Exception):
    """The same deputy stands in on one of these days already."""


class DelegationOverError(Exception):
    """What has ended cannot be ended again."""


def check_password(password: str, *, username: str, name: str = "") -> None:
    """Refuse what guessers try first; any characters and any length up to 200 will do."""
    if len(password) < SHORTEST_PASSWORD:
        raise WeakPasswordError("short")
    if len(password) > LONGEST_PASSWORD:
        raise WeakPasswordError("long")
    if effort(password, COMMON) < LEAST_EFFORT:
        raise WeakPasswordError("common")
    if effort(password, COMMON | own_words(username, name)) < LEAST_EFFORT:
        raise WeakPasswordError("name")


def own_words(username: str, name: str) -> frozenset[str]:
    words = re.findall(r"\w{3,}", f"{username} {name}".casefold())
    return frozenset([username.casefold(), *words])


def effort(password: str, words: Set[str]) -> int:
    """Count what a guesser has to string together: a known word, a run, a date count once."""
    folded = password.casefold()
    whole = folded[: _period(folded)]
    interleaved = _pieces(whole[::2], words) + _pieces(whole[1::2], words)
    return min(_pieces(whole, words), interleaved)


def _pieces(text: str, words: Set[str]) -> int:
    longest = max(map(len, words))
    count = position = 0
    while position < len(text):
        position += _known(text[position:], words, longest)
        count += 1
    return count


def _period(text: str) -> int:
    """Return the length of what is repeated where a text is but one thing again and again."""
    return (text + text).find(text, 1)


def _known(text: str, words: Set[str], longest: int) -> int:
    """Return how much at the beginning of a text is one thing that guessers know."""
    spellings = (text, text.translate(PLAIN_LETTERS), text.translate(WITHOUT_SHIFT))
    lengths = [_word(spelt[:longest], words) for spelt in spellings]
    lengths += [_sequence(spelt) for spelt in spellings]
    lengths += [_walk(spelt) for spelt in spellings]
    matches = (SAME_AGAIN.match(text), DATE_OR_PHONE.match(text))
    return max(1, *lengths, *(match.end() for match in matches if match))


def _word(text: str, words: Set[str]) -> int:
    return next((end for end in range(len(text), 2, -1) if text[:end] in words), 0)


def _sequence(text: str) -> int:
    """Return the length of a beginning such as abcd or 4321, from three signs on."""
    steps = [ord(after) - ord(before) for before, after in pairwise(text)]
    same = len(list(takewhile(lambda step: step == steps[0] and abs(step) == 1, steps)))
    return same + 1 if same >= 2 else 0


def _walk(text: str) -> int:
    """Return the length of a beginning whose keys lie side by side, from four on."""
    places = [PLACES.get(sign) for sign in text]
    steps = [a and b and (b[0] - a[0], b[1] - a[1]) for a, b in pairwise(places)]
    near = len(list(takewhile(STEPS.__contains__, steps)))
    return near + 1 if near >= 3 else 0


def clean_username(typed: str) -> str:
    return typed.strip().casefold()
