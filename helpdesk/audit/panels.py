"""What others changed meanwhile, shown above a form that came too late."""

from flask import render_template

from helpdesk.audit.queries import changed_fields, names_in, since_version
from helpdesk.infra.access import current_actor
from helpdesk.infra.forms import EditForm
from helpdesk.infra.slots import panel


@panel("form.conflict", order=10)
def changes_since(form: object) -> str:
    if not isinstance(form, EditForm) or not form.names_others:
        return ""
    subject = form.subject
    entries = since_version(subject.__tablename__, subject.id, form.version_seen)  # type: ignore[attr-defined]
    names = names_in(entries, actor=current_actor())
    acts = [(entry, changed_fields(entry, names)) for entry in entries]
    return render_template("audit/_changes_since.html", acts=acts)
