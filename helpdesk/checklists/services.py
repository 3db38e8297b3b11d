"""Writing checklists, version by version; the caller commits."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal

from sqlalchemy.orm.attributes import flag_modified

from helpdesk.audit.services import record
from helpdesk.checklists import queries
from helpdesk.checklists.models import ChecklistItem, ChecklistTemplate
from helpdesk.checklists.rules import (
    CodeTakenError,
    ItemKind,
    KindTakenError,
    NotADraftError,
    NothingAskedError,
    NotInUseError,
    OnFail,
    Purpose,
    State,
    Step,
    moved,
)
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.infra.i18n import named


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One thing to look at."""

    text_sw: str
    text_en: str
    kind: ItemKind = ItemKind.PASS_FAIL_NA
    least: Decimal | None = None
    most: Decimal | None = None
    unit: str = ""
    choices: str = ""
    faults: str = ""
    is_mandatory: bool = True
    on_fail: OnFail = OnFail.NONE
    weight: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """What a checklist says; `kinds` are the codes of the kinds of equipment that it is for."""

    title_sw: str
    title_en: str
    kinds: Sequence[str]
    items: Sequence[Asked]
    purpose: Purpose = Purpose.INSPECTION


def add(text: Text, *, code: str, actor: Actor) -> ChecklistTemplate:
    """Write the first version of a checklist, as a draft. Raises CodeTakenError."""
    if queries.has_code(code, actor=actor):
        raise CodeTakenError(code)
    template = ChecklistTemplate(
        council_id=actor.council_id, code=code, number=1, state=State.DRAFT
    )
    _write(template, text)
    db.session.add(template)
    record(actor, "checklist_template.add", template, {"title_sw": [None, text.title_sw]})
    db.session.flush()
    return template


def new_version(template: ChecklistTemplate, *, actor: Actor) -> ChecklistTemplate:
    """Return the draft of the next version: the one that is being written, or a copy of this."""
    drafts = queries.versions(template, state=State.DRAFT)
    if drafts:
        return drafts[0]
    draft = ChecklistTemplate(
        council_id=template.council_id,
        code=template.code,
        number=queries.last_number(template) + 1,
        title_sw=template.title_sw,
        title_en=template.title_en,
        purpose=template.purpose,
        kinds=list(template.kinds),
        state=State.DRAFT,
        items=[_copy(item) for item in template.items],
    )
    db.session.add(draft)
    record(actor, "checklist_template.new_version", draft, {"number": [None, draft.number]})
    db.session.flush()
    return draft


def change(draft: ChecklistTemplate, text: Text, *, actor: Actor) -> None:
    check_draft(draft)
    before = len(draft.items)
    draft.items.clear()
    db.session.flush()  # the numbers of the old items are free again
    _write(draft, text)
    flag_modified(draft, "title_sw")  # also where only items changed
    changes = {"title_sw": [None, text.title_sw], "items": [before, len(text.items)]}
    record(actor, "checklist_template.change", draft, changes)
    db.session.flush()


def publish(draft: ChecklistTemplate, *, actor: Actor) -> None:
    """Bring a draft into use in place of the version before it."""
    check_draft(draft)
    if not draft.items or not draft.kinds:
        raise NothingAskedError
    other = queries.in_the_way_of(draft, actor=actor)
    if other is not None:
        raise KindTakenError(named(other))
    for old in queries.versions(draft, state=State.ACTIVE):
        old.state = State.SUPERSEDED
    draft.state = State.ACTIVE
    changes = {"state": [State.DRAFT, State.ACTIVE]}
    record(actor, "checklist_template.publish", draft, changes)
    db.session.flush()


def arrange(draft: ChecklistTemplate, seq: int, step: Step, *, actor: Actor) -> None:
    """Move an item of a draft by one place, or take it out."""
    check_draft(draft)
    by_seq = {item.seq: item for item in draft.items}
    kept = [by_seq[one] for one in moved(list(by_seq), seq, step)]
    record(actor, "checklist_template.change", draft, {"items": [len(by_seq), len(kept)]})
    for place, item in enumerate(draft.items, 1):
        item.seq = -place  # the numbers are free for the new order
    db.session.flush()
    draft.items[:] = kept
    for place, item in enumerate(kept, 1):
        item.seq = place
    flag_modified(draft, "title_sw")  # who saw another order is told
    db.session.flush()


def retire(template: ChecklistTemplate, *, actor: Actor) -> None:
    """Use a checklist no more; what was inspected by it stays as it is."""
    if template.state is not State.ACTIVE:
        raise NotInUseError
    template.state = State.RETIRED
    changes = {"state": [State.ACTIVE, State.RETIRED]}
    record(actor, "checklist_template.retire", template, changes)
    db.session.flush()


def check_draft(template: ChecklistTemplate) -> None:
    if template.state is not State.DRAFT:
        raise NotADraftError


def _write(template: ChecklistTemplate, text: Text) -> None:
    template.title_sw, template.title_en = text.title_sw, text.title_en
    template.purpose, template.kinds = text.purpose, list(text.kinds)
    template.items.extend(_items(text.items))


def _items(asked: Iterable[Asked]) -> list[ChecklistItem]:
    return [ChecklistItem(seq=seq, **asdict(one)) for seq, one in enumerate(asked, 1)]


def _copy(item: ChecklistItem) -> ChecklistItem:
    names = (*Asked.__dataclass_fields__, "seq")
    return ChecklistItem(**{name: getattr(item, name) for name in names})
