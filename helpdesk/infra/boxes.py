"""The boxes of a form, one by one: what a browser sends for them, and what they say in words."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from flask_babel import gettext as _
from wtforms import BooleanField, Field, FieldList, FormField
from wtforms.fields.choices import SelectFieldBase
from wtforms.widgets import Select

from helpdesk.infra.fields import BOXES, DateField, tidy

Sent = Mapping[str, Sequence[str]]
BRACKETED = re.compile(r"\(.*?\)")
WORD = re.compile(r"\w+")


def boxes(fields: Iterable[Field]) -> Iterator[Field]:
    """Go through all that may be filled in, also what lies inside other fields."""
    for field in fields:
        if isinstance(field, FormField | FieldList):
            yield from boxes(field)
        else:
            yield field


def sent_by(box: Field) -> dict[str, list[str]]:
    """Return what a browser sends for a box as it stands, by name; nothing of files."""
    if isinstance(box, DateField):
        named = zip(BOXES, box.typed, strict=True)
        return {f"{box.name}-{part}": [typed] for part, typed in named}
    if isinstance(box, SelectFieldBase):
        return {box.name: _chosen(box)}
    if isinstance(box, BooleanField) and not box.data:
        return {box.name: []}
    if not hasattr(box, "_value"):
        return {}
    return {box.name: [str(box._value())]}  # noqa: SLF001  # what its widget writes


def chosen_words(box: SelectFieldBase) -> list[str]:
    """Return the names of what is chosen; what is not offered has none."""
    choices = box.iter_choices()
    return [str(words).strip() for _value, words, is_chosen, *_rest in choices if is_chosen]


def _chosen(box: SelectFieldBase) -> list[str]:
    """A browser shows, and sends, the first of a list in which nothing is chosen."""
    offered = [(str(value), is_chosen) for value, _words, is_chosen, *_rest in box.iter_choices()]
    chosen = [value for value, is_chosen in offered if is_chosen]
    is_list = isinstance(box.widget, Select) and not box.widget.multiple
    return chosen or [value for value, _is_chosen in offered[:1] if is_list]


def untouched(box: Field) -> Field:
    """Return the box as it is where nobody has typed: as the record says."""
    fresh: Field = object.__new__(type(box))  # its own way of making wants a form
    fresh.__dict__.update(box.__dict__)
    show_record(fresh)
    return fresh


def show_record(box: Field) -> None:
    """Let a box say what the record says, whatever was typed."""
    box.raw_data, box.errors = None, ()
    box.process(None, box.object_data)


def mark_of(sent: Sent) -> str:
    """Return a short mark that tells whether a box was sent as it was shown."""
    plain = sorted((name, sorted(tidy(one) or "" for one in sent[name])) for name in sent)
    return hashlib.sha256(repr(plain).encode()).hexdigest()[:8]


def said_in(box: Field) -> str:
    """Return what a person reads in a box."""
    if isinstance(box, SelectFieldBase):
        return ", ".join(chosen_words(box)) or str(_("(empty)"))
    if isinstance(box, BooleanField):
        return str(_("Yes") if box.data else _("No"))
    parts = [one for values in sent_by(box).values() for one in values if one]
    return "/".join(parts) or str(_("(empty)"))


def naming(name: str, said: str) -> str:
    """Begin what is said of a box with the box's name, unless its words are there already.

    What stands in brackets, as in “Serial number (S/N)”, need not be there.
    """
    core = BRACKETED.sub("", name)
    if set(WORD.findall(core.casefold())) <= set(WORD.findall(said.casefold())):
        return said
    end = "" if name.endswith(("?", ":")) else ":"
    return f"{name}{end} {said}"
