"""Forms of the outbox."""

from wtforms import HiddenField

from helpdesk.infra.forms import Form


class RetryForm(Form):
    """The button that sends a message again; each row of a list has its own."""

    message_id = HiddenField()

    @property
    def chosen_id(self) -> int:
        """Return the id that was sent, or one that no message has."""
        said = str(self.message_id.data or "")
        return int(said) if said.isdecimal() and len(said) < 10 else 0
