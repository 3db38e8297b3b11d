"""Of what somebody leaves unsent the newest twenty are kept."""

from datetime import timedelta

import time_machine

from helpdesk.infra import clock
from helpdesk.infra.db import db
from helpdesk.infra.drafts import MOST_KEPT, Draft
from tests import factories
from tests.controls import successful


def test_the_newest_twenty_drafts_of_a_person_are_kept(pages, app):
    person, other = factories.user(), factories.user()
    for number, who in enumerate([other, *[person] * (MOST_KEPT + 3)]):
        with time_machine.travel(clock.now() + timedelta(minutes=number), tick=False):
            pages.sign_in(who)
            page = pages.get("/tickets/new")
            (form,) = page.select("#main-form")
            typed = {**successful(page, form).to_dict(), "subject": f"Printa {number}"}
            pages.post("/drafts/", **typed)

    kept = db.session.scalars(db.select(Draft).where(Draft.user_id == person.id)).all()
    subjects = {dict(draft.pairs)["subject"] for draft in kept}
    assert subjects == {f"Printa {number}" for number in range(4, MOST_KEPT + 4)}
    assert db.session.scalar(db.select(Draft.user_id).where(Draft.user_id == other.id))
