"""E-mails that reached the sample council this morning; the caller commits."""

from datetime import datetime, timedelta
from email.message import EmailMessage

from sqlalchemy import select

from helpdesk.accounts.models import RoleGrant, User
from helpdesk.inbox import rules
from helpdesk.inbox import services as inbox
from helpdesk.inbox.rules import Reason
from helpdesk.inbox.services import Arrival
from helpdesk.infra.access import Actor, Role
from helpdesk.infra.db import db

DOMAIN = "halmashauri.example"
DESK = f"msaada@{DOMAIN}"
OF_A_COLLEAGUE = (
    "Habari,\n\nMtandao wa ofisi yetu unakatika kila baada ya dakika chache tangu asubuhi. "
    "Tunashindwa kutuma taarifa za mwezi.\n\nAsante."
)
OF_A_STRANGER = (
    "Habari za kazi,\n\nMimi ni mtendaji wa kijiji. Nimesahau nywila ya mfumo wa mapato na "
    "siwezi kutoa risiti. Naomba msaada."
)
AWAY = "Nipo likizo hadi tarehe 30. Kwa jambo la haraka mwone kaimu wangu."


def receive_mails(program: Actor, *, now: datetime) -> None:
    """Let a colleague, a stranger, a program and somebody with far too much write to the desk.

    Nobody of the sample has an address, so the colleague has one for this morning only.
    """
    person = _somebody(program)
    person.email = f"{person.username}@{DOMAIN}"
    db.session.flush()
    named = f"{person.username} <{person.email}>"
    stranger = _mail("Mtendaji wa Kijiji <mtendaji@mail.example>", "Nywila", OF_A_STRANGER)
    _receive(stranger, program, now - timedelta(hours=1))
    away = _mail(named, "Automatic reply: Ombi lako", AWAY)
    _receive(away, program, now - timedelta(minutes=50))
    video = _mail(named, "Video ya kikao", "").as_bytes()
    _park_as_too_large(video, program, now - timedelta(minutes=20))
    _receive(_mail(named, "Mtandao unakatika", OF_A_COLLEAGUE), program, now)
    person.email = ""


def _somebody(program: Actor) -> User:
    """Return a colleague who asks for things and has no e-mail address yet."""
    asks = User.grants.any(RoleGrant.role == Role.REQUESTER)
    here = User.council_id == program.council_id, User.email == "", asks
    return db.session.scalars(select(User).where(*here).order_by(User.id).limit(1)).one()


def _mail(sender: str, subject: str, text: str) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, DESK, subject
    mail.set_content(text)
    return mail


def _receive(mail: EmailMessage, program: Actor, at: datetime) -> None:
    raw = mail.as_bytes()
    arrival = Arrival(council_id=program.council_id, raw=raw, size=len(raw), at=at)
    inbox.receive(arrival, rules.read(raw), frozenset({DESK}), files=())


def _park_as_too_large(raw: bytes, program: Actor, at: datetime) -> None:
    size = 2 * rules.LARGEST_MAIL
    inbox.park(Arrival(council_id=program.council_id, raw=raw, size=size, at=at), Reason.TOO_LARGE)
