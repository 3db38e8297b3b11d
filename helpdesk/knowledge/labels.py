"""Names of what articles are about and what has become of them, and their words by language."""

from collections.abc import Mapping
from typing import Protocol

from flask_babel import force_locale, get_locale, lazy_pgettext, pgettext
from flask_babel import lazy_gettext as _l

from helpdesk.audit.labels import name_values
from helpdesk.knowledge.rules import Status, Topic

STATUS = {
    Status.DRAFT: lazy_pgettext("article", "Draft"),
    Status.PUBLISHED: lazy_pgettext("article", "Published"),
    Status.RETIRED: lazy_pgettext("article", "Retired"),
}
TOPIC = {
    Topic.COMPUTER: _l("Computers"),
    Topic.PRINTER: _l("Printers and copiers"),
    Topic.DEVICE: _l("Other devices"),
    Topic.NETWORK: _l("Network and internet"),
    Topic.POWER: _l("Electricity and UPS"),
    Topic.SYSTEM: _l("Government systems"),
    Topic.ACCESS: _l("Passwords and accounts"),
    Topic.EMAIL: _l("E-mail"),
    Topic.SECURITY: _l("Security and viruses"),
    Topic.HOW_TO: _l("How do I …?"),
}

name_values("article", "status", STATUS)
name_values("article", "topic", TOPIC)


class Titled(Protocol):
    """An article or a former text of one, as far as its languages go."""

    @property
    def title_en(self) -> str: ...


def language_of(article: Titled) -> str:
    """Return the language in which a reader gets an article: his own, where it is written in it."""
    locale = get_locale()
    english = locale is not None and locale.language == "en"
    return "en" if english and article.title_en else "sw"


def is_foreign(article: Titled) -> bool:
    """Tell whether a reader gets an article in another language than his own."""
    return language_of(article) != str(get_locale())


def headings(language: str) -> Mapping[str, str]:
    """Return what stands above the parts of an article, in the language of its text."""
    with force_locale(language):
        return {
            "problem": pgettext("article", "Problem"),
            "cause": pgettext("article", "Cause"),
            "solution": pgettext("article", "Solution"),
        }


def said(article: Titled, part: str) -> str:
    """Return the title, problem, cause or solution of an article for whoever reads now."""
    return str(getattr(article, f"{part}_{language_of(article)}"))


def title(article: Titled) -> str:
    return said(article, "title")
