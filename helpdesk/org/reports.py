"""What stands above every paper of a council."""

from datetime import date

from flask_babel import get_locale
from flask_babel import gettext as _

from helpdesk.infra.db import db
from helpdesk.infra.documents.model import Letterhead
from helpdesk.org.models import Council
from helpdesk.org.queries import letterhead_on
from helpdesk.org.rules import contact


def letterhead(council_id: int, on: date) -> Letterhead:
    """Return the head of that day, in the reader's language: an old paper keeps its own."""
    council = db.session.get_one(Council, council_id)
    text = letterhead_on(council_id, on)
    english = str(get_locale()) == "en"
    parent = "" if text is None else text.parent_en if english else text.parent_sw
    name = council.name_en if english else council.name_sw
    lines = (_("The United Republic of Tanzania"), parent, name, _("ICT unit"))
    contacts = text.contacts.splitlines() if text else []
    return Letterhead(
        lines=tuple(line.upper() for line in lines if line),
        contacts=tuple(contact(line, english=english) for line in contacts),
    )
