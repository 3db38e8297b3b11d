"""What is forgotten by itself."""

from datetime import timedelta

from sqlalchemy import func, select

from helpdesk.accounts import services
from helpdesk.accounts.models import SignInFailure
from helpdesk.infra import clock, scheduling
from helpdesk.infra.db import db
from tests.pages import save


def test_wrong_passwords_are_forgotten_every_night(app):
    services.note_failure("asha", address="", now=clock.now() - timedelta(days=2))
    save()
    (job,) = (job for job in scheduling.declared_jobs() if job.name == "accounts.forget_sign_ins")

    job.work(clock.now())

    assert db.session.scalar(select(func.count()).select_from(SignInFailure)) == 0
    assert job.due_after(clock.now()) - clock.now() <= timedelta(days=1)
