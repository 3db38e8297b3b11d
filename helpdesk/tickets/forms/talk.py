"""Words for the requester, and what was said while somebody wrote them."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel.speaklater import LazyString
from wtforms import HiddenField

from helpdesk.infra.forms import EditForm
from helpdesk.tickets.models import Comment

LONGEST_KEY = 10  # digits


class TalkForm(EditForm):
    """A form whose words the requester reads; `said` is the newest comment its writer could read.

    The rule for what crosses: saying and doing are kept apart. A reply minds no move, and taking,
    assigning or holding minds no reply, since a reply leaves the version as it was. But before an
    officer's words go to the requester, he is shown once what somebody else wrote meanwhile. What
    the requester himself writes, and a note, is always taken as it comes.
    """

    said = HiddenField()
    unheard: Sequence[Comment] = ()
    is_held = False

    def listen(self, comments: Sequence[Comment], *, writer_id: int | None) -> None:
        """Find what others said since; whoever sends again has read that too."""
        sent = self.said.data or ""
        heard = int(sent) if sent.isdecimal() and len(sent) < LONGEST_KEY else 0
        if self.is_submitted():
            self.unheard = [
                one for one in comments if one.id > heard and one.author_id != writer_id
            ]
        if not self.is_resumed:
            self.said.data = str(max((one.id for one in comments), default=0))

    def validate_on_submit(self, extra_validators: Any = None) -> bool:
        return super().validate_on_submit(extra_validators) and not self.unheard

    def hold(self, why: LazyString) -> None:
        """Say that the ticket stays where it is until its own form is there and finished."""
        self.is_held = True
        said = _("This request cannot be resolved yet. Nothing was sent.")
        self.form_errors += [said, str(why)]

    @property
    def status(self) -> int:
        return 409 if self.unheard or self.is_held else super().status
