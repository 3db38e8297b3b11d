"""The button that lets a job run."""

from helpdesk.infra.forms import Form


class RunForm(Form):
    """Nothing is asked: which job it is stands in the address."""

    asks = False
