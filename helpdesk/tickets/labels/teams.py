"""Officers and teams in one box."""

from collections.abc import Iterable

from flask_babel import gettext as _


def hand_choices(hands: Iterable[tuple[str, str, bool]]) -> list[tuple[str, str]]:
    """Tell teams from people, who may have any name."""
    return [(key, _("Team: %(name)s", name=name) if team else name) for key, name, team in hands]
