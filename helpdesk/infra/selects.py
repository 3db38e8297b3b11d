"""Lists to choose from: they have many lines, and the library takes its time for each."""

from collections.abc import Callable, Iterable
from typing import Any

from markupsafe import Markup, escape  # noqa: TID251  # each part of a line is escaped here
from wtforms.widgets import Select

MARKS = "", " selected"


class _Lines(Select):
    @classmethod
    def render_option(cls, choice: Any, **attributes: Any) -> str:  # type: ignore[override]  # since 3.3
        """Write a line that has nothing but a value and a name."""
        if choice.render_kw or attributes or choice.value is None:
            return str(super().render_option(choice, **attributes))
        chosen = "selected " if choice.selected else ""
        name = escape(choice.label or choice.value)
        return f'<option {chosen}value="{escape(choice.value)}">{name}</option>'


_LINES = _Lines()


def options_of(offered: Iterable[tuple[str, str]]) -> Callable[[str], Markup]:
    """Write the lines of many lists at once; what is returned gives them with one chosen."""
    plain, marked = ({one: _line(one, name, mark) for one, name in offered} for mark in MARKS)

    def choosing(chosen: str) -> Markup:
        found = {**plain, chosen: marked.get(chosen, "")}
        return Markup("".join(found.values()))  # noqa: S704

    return choosing


def _line(value: str, name: str, mark: str) -> str:
    return f'<option value="{escape(value)}"{mark}>{escape(name)}</option>'


def drawn(box: Any, **attributes: object) -> str:
    """Return the HTML of a box with these attributes, as calling the box does."""
    is_list = type(box.widget) is Select and not box.widget.multiple
    html: str = _LINES(box, **attributes) if is_list and not box.render_kw else box(**attributes)
    return html
