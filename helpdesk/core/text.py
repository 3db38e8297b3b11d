"""One spelling for what people type in many: names, codes, telephone numbers, words to search."""

import re
import unicodedata

_AROUND_WORDS = "-\N{HYPHEN}\N{EN DASH}*`\"'.,;:!?()«»\u2018\u2019\u201c\u201d"
_LOCAL_PHONE = re.compile(r"(?:0|255)([1-9][0-9]{8})")


class BadPhoneError(ValueError):
    """A telephone number has 10 digits that begin with 0, or 12 that begin with 255."""


def normalise_name(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def normalise_code(text: str) -> str:
    """Spell a tag, a serial number or another code in capitals and without gaps."""
    return "".join(unicodedata.normalize("NFKC", text).split()).upper()


def normalise_phone(text: str) -> str:
    """Return +255754123456, however it was typed."""
    match = _LOCAL_PHONE.fullmatch(re.sub(r"[\s().+-]", "", text))
    if not match:
        raise BadPhoneError(text)
    return "+255" + match[1]


def fold(text: str) -> str:
    """Return what a search compares: no capitals, no accents, single spaces."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return normalise_name("".join(sign for sign in plain if not unicodedata.combining(sign)))


def search_words(text: str, *, most: int = 8) -> list[str]:
    """Return what to look for, without signs that no text has and no database takes.

    Signs around a word are how it is spelt elsewhere: "-haribika", haribik*; any part is found.
    """
    words = fold("".join(sign if sign.isprintable() else " " for sign in text)).split()
    return ([*filter(None, map(unwrapped, words))] or words)[:most]


def unwrapped(word: str) -> str:
    """Take quotes, hyphens and the like from around a word."""
    return word.strip(_AROUND_WORDS)
