"""A correction lives its whole life in both languages, and every wrong pair is told why."""

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from helpdesk.accounts.queries import as_actor
from helpdesk.infra.db import db
from helpdesk.infra.request_keys import new_key
from helpdesk.kinds import queries, services
from helpdesk.kinds.models import DataCorrection
from helpdesk.kinds.rules import ApproverRule
from helpdesk.tickets import services as tickets
from helpdesk.tickets.rules import Kind, Status
from tests import factories
from tests.factories import MONDAY_MORNING
from tests.kinds.factories import correction, decide, delegation, pending
from tests.pages import save

LIST = "/kinds/data-corrections/"
ROUNDS = ("Nimerekebisha mara moja", "Bado ni 50,000", "Nimerekebisha tena", "Sasa ni sahihi")
LIFE = {
    "sw": {
        "asked": "Linasubiri idhini ya: Mkuu wa idara au kitengo. Idhini iliombwa tarehe",
        "approved": "Afisa TEHAMA atafanya marekebisho, kisha mtu mwingine atayahakiki.",
        "done": "Angalia kwenye mfumo kama taarifa sahihi ipo sasa",
        "done_by": "Afisa TEHAMA amefanya marekebisho. Mtu mwingine atayahakiki.",
        "home": "Marekebisho yanayosubiri nihakiki (1)",
        "paper": ("Fomu ya marekebisho ya taarifa", "Kurudisha"),
    },
    "en": {
        "asked": "It waits for the approval of: Head of the department or unit. Asked on",
        "approved": "An ICT officer makes the correction, then another person verifies it.",
        "done": "Look in the system whether the right value stands there now",
        "done_by": "Afisa TEHAMA has made the correction. Another person verifies it.",
        "home": "Corrections that wait for me to verify them (1)",
        "paper": ("Form for the correction of data", "Sent back"),
    },
}
REFUSED = {
    "sw": {
        "requester approves": "Wewe ndiye uliyeomba, hivyo mtu mwingine anapaswa kuidhinisha.",
        "doer approves": "Wewe mwenyewe unashughulikia ombi hili, hivyo mtu mwingine anapaswa "
        "kuidhinisha.",
        "approver does": "Wewe ndiye uliyeidhinisha, hivyo afisa mwingine anapaswa kulifanya.",
        "doer verifies": "Umefanya hili mwenyewe, hivyo mtu mwingine anapaswa kulihakiki.",
        "delegation over": "Ulimkaimu Mkuu wa Idara hadi 27/02/2026 tu, hivyo huwezi kuamua hili "
        "sasa.",
        "delegation not begun": "Utamkaimu Mkuu wa Idara kuanzia 09/03/2026 tu, hivyo bado huwezi "
        "kuamua hili.",
    },
    "en": {
        "requester approves": "You asked for this yourself, so another person has to approve it.",
        "doer approves": "You work on this request yourself, so another person has to approve it.",
        "approver does": "You approved this, so another officer has to do it.",
        "doer verifies": "You did this yourself, so another person has to verify it.",
        "delegation over": "You decided in the place of Mkuu wa Idara only until 27/02/2026, so "
        "you cannot decide this now.",
        "delegation not begun": "You decide in the place of Mkuu wa Idara only from 09/03/2026, "
        "so you cannot decide this yet.",
    },
}


@pytest.fixture(params=["sw", "en"])
def language(request, somebody):
    for person in (
        somebody.asker,
        somebody.head_of_department,
        somebody.head_of_ict,
        somebody.officer,
    ):
        person.language = request.param
    save()
    return request.param


def words(page, selector="main"):
    return " ".join(page.select_one(selector).get_text(" ", strip=True).split())


def paper(pages, made, language):
    file = pages.download(f"{LIST}{made.id}/form?lang={language}")
    return " ".join(
        " ".join(one.extract_text() for one in PdfReader(BytesIO(file.data)).pages).split()
    )


def asked_on_page(pages, somebody):
    pages.sign_in(somebody.asker)
    pages.submit(
        pages.get(f"{LIST}new"),
        system_id=str(somebody.system.id),
        record_reference="Stakabadhi 00123",
        field_name="Kiasi",
        value_before="50,000",
        value_after="5,000",
        reason="Sifuri moja imezidi",
        cause="typing",
    )
    return db.session.query(DataCorrection).one()


def test_each_stage_says_what_comes_next(pages, somebody, language):
    said, made = LIFE[language], asked_on_page(pages, somebody)
    assert made.ticket.subject == "MUSE: Stakabadhi 00123, Kiasi"  # in nobody's language
    page = f"/tickets/{made.ticket_id}"

    def turn(person):
        pages.sign_in(person)
        return words(pages.get(page), "#next")

    assert said["asked"] in turn(somebody.asker)
    pages.sign_in(somebody.head_of_department)
    pages.submit(pages.get(f"/kinds/approvals/{pending(made).id}"), decision="yes")
    assert said["approved"] in turn(somebody.asker)

    pages.sign_in(somebody.officer)
    pages.submit(pages.get(f"{LIST}{made.id}/do"))
    assert said["done_by"] in turn(somebody.officer)
    assert said["home"] not in words(pages.get("/"))
    assert said["done"] in turn(somebody.asker)
    assert said["home"] in words(pages.get("/"))
    assert made.ticket.reference in words(pages.get(f"{LIST}?view=to_verify"))
    pages.submit(pages.get(f"{LIST}{made.id}/verify"), is_right="yes")

    db.session.expire_all()
    assert made.ticket.status is Status.CLOSED
    assert said["home"] not in words(pages.get("/"))


def test_every_round_stays_on_the_page_and_on_paper(pages, somebody, language):
    made = correction(somebody)
    page, do, verify = (
        f"/tickets/{made.ticket_id}",
        f"{LIST}{made.id}/do",
        f"{LIST}{made.id}/verify",
    )
    decide(made, somebody.head_of_department)
    services.do(made, ROUNDS[0], actor=as_actor(somebody.officer), now=MONDAY_MORNING)
    save()
    pages.sign_in(somebody.officer)
    once = pages.statements(page)
    pages.sign_in(somebody.asker)
    pages.submit(pages.get(verify), is_right="no", note=ROUNDS[1])

    pages.sign_in(somebody.officer)
    doing = pages.get(do)
    assert ROUNDS[1] in words(doing)
    pages.submit(doing, note=ROUNDS[2])
    assert pages.statements(page) == once
    pages.sign_in(somebody.head_of_ict)
    shown = words(pages.submit(pages.get(verify), is_right="yes", note=ROUNDS[3]))

    assert made.ticket.status is Status.RESOLVED
    printed = paper(pages, made, language)
    for one in ROUNDS:
        assert one in shown
        assert one in printed
    assert all(one.casefold() in printed.casefold() for one in LIFE[language]["paper"])


def test_every_wrong_pair_reads_why(pages, somebody, language):
    """The page of a decision refuses with 403, what was sent with 422; both say the reason."""
    said = REFUSED[language]

    def refused(person, made):
        pages.sign_in(person)
        return words(pages.get(f"/kinds/approvals/{pending(made).id}", status=403))

    own = correction(somebody, asker=somebody.head_of_department)
    assert said["requester approves"] in refused(somebody.head_of_department, own)
    made = correction(somebody)
    for starts_on, ends_on, reason in (
        (date(2026, 2, 23), date(2026, 2, 27), "delegation over"),
        (date(2026, 3, 9), date(2026, 3, 13), "delegation not begun"),
    ):
        deputy = factories.user(council_id=somebody.council_id, language=language)
        delegation(somebody.head_of_department, deputy, starts_on=starts_on, ends_on=ends_on)
        assert said[reason] in refused(deputy, made)

    head = as_actor(somebody.head_of_ict)
    chain = queries.chain_to_change(Kind.DATA_CORRECTION, actor=head)
    services.set_chain(chain, [ApproverRule.HEAD_OF_ICT], actor=head)
    made = correction(somebody)
    tickets.assign(made.ticket, to=somebody.head_of_ict, actor=head, now=MONDAY_MORNING)
    assert said["doer approves"] in refused(somebody.head_of_ict, made)
    made = correction(somebody)
    decide(made, somebody.head_of_ict)

    def sent(person, act, form, **typed):
        pages.sign_in(person)
        typed |= {"version": made.version, "request_key": new_key(person.id, form)}
        page = pages.post(f"{LIST}{made.id}/{act}", status=422, **typed)
        return words(page, ".error-summary")

    assert said["approver does"] in sent(somebody.head_of_ict, "do", "DoForm")
    services.do(made, "", actor=as_actor(somebody.officer), now=MONDAY_MORNING)
    answer = sent(somebody.officer, "verify", "VerifyForm", is_right="yes")
    assert said["doer verifies"] in answer
