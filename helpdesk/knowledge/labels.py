"""Names of what articles are about and what has become of them, and their words by language."""

from typing import Protocol

from flask_babel import get_locale, lazy_pgettext
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


def said(article: Titled, part: str) -> str:
    """Return the title, problem, cause or solution of an article for whoever reads now."""
    return str(getattr(article, f"{part}_{language_of(article)}"))


def title(article: Titled) -> str:
    return said(article, "title")
