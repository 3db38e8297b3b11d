"""A correction of data goes through its whole life on pages, and ends on paper."""

from datetime import date
from io import BytesIO

from pypdf import PdfReader

from helpdesk.infra.db import db
from helpdesk.kinds.models import DataCorrection
from helpdesk.kinds.rules import Stage
from helpdesk.tickets.models import Ticket
from tests import factories
from tests.kinds.factories import correction, decide, delegation, pending
from tests.pages import save

LIST = "/kinds/data-corrections/"
TODAY = date(2026, 3, 2)


def words(page, selector="main"):
    return " ".join(page.select_one(selector).get_text(" ", strip=True).split())


def typed(somebody):
    return {
        "system_id": str(somebody.system.id),
        "record_reference": "Stakabadhi 00123",
        "field_name": "Kiasi",
        "value_before": "50,000",
        "value_after": "5,000",
        "reason": "Sifuri moja imezidi",
        "cause": "typing",
    }


def asked_on_page(pages, somebody):
    pages.sign_in(somebody.asker)
    pages.submit(pages.get(f"{LIST}new"), **typed(somebody))
    return db.session.query(DataCorrection).one()


def paper(pages, made, language):
    file = pages.download(f"{LIST}{made.id}/form?lang={language}")
    return " ".join(
        " ".join(one.extract_text() for one in PdfReader(BytesIO(file.data)).pages).split()
    )


def test_it_is_asked_approved_made_and_verified(pages, somebody):
    made = asked_on_page(pages, somebody)
    ticket_page = f"/tickets/{made.ticket_id}"
    assert "Linasubiri idhini" in words(pages.get(ticket_page))

    pages.sign_in(somebody.head_of_department)
    home = pages.get("/")
    assert "Yanayosubiri idhini yangu (1)" in words(home)
    waiting = pages.get("/kinds/approvals/")
    page = pages.get(waiting.select_one("tbody th a")["href"])
    assert "50,000" in words(page)
    pages.submit(page, decision="yes", note="Nimeona stakabadhi")
    assert "Yanayosubiri idhini yangu" not in words(pages.get("/"))

    pages.sign_in(somebody.officer)
    pages.submit(pages.get(f"{LIST}{made.id}/do"), note="Imerekebishwa")
    assert "Umefanya hili mwenyewe" in words(pages.get(f"{LIST}{made.id}/verify"))

    pages.sign_in(somebody.asker)
    pages.submit(pages.get(f"{LIST}{made.id}/verify"), is_right="yes")
    db.session.expire_all()
    assert made.stage is Stage.VERIFIED
    for language, names in {
        "sw": ("Asha Mhasibu", "Mkuu wa Idara", "Afisa TEHAMA", "Fomu ya marekebisho ya taarifa"),
        "en": ("Asha Mhasibu", "Mkuu wa Idara", "Afisa TEHAMA", "Form for the correction of data"),
    }.items():
        printed = paper(pages, made, language)
        assert all(name.casefold() in printed.casefold() for name in names), printed


def test_a_wrong_person_reads_why_on_the_page(pages, somebody):
    made = correction(somebody, asker=somebody.head_of_department)
    deputy = factories.user(council_id=somebody.council_id)
    delegation(somebody.director, deputy, starts_on=date(2026, 2, 2), ends_on=date(2026, 2, 6))
    page = f"/kinds/approvals/{pending(made).id}"
    save()
    pages.sign_in(somebody.head_of_department)
    assert "Wewe ndiye uliyeomba" in words(pages.get(page, status=403))
    pages.sign_in(deputy)
    refused = words(pages.get(page, status=403))
    assert "06/02/2026" in refused or "6 Feb 2026" in refused
    assert "50,000" not in refused  # an office of other days reads nothing
    pages.sign_in(somebody.officer)
    pages.post(page, decision="yes", version=1, status=403)
    pages.sign_in(factories.user("manager"))
    pages.get(page, status=404)


def test_a_deputy_stands_on_the_paper_for_the_absent(pages, somebody):
    made = correction(somebody)
    deputy = factories.user(council_id=somebody.council_id, name="Kaimu Juma")
    delegation(somebody.head_of_department, deputy, starts_on=TODAY, ends_on=TODAY)
    save()
    pages.sign_in(deputy)
    page = pages.get(f"/kinds/approvals/{pending(made).id}")
    assert "Mkuu wa Idara" in words(page)
    pages.submit(page, decision="yes")

    pages.sign_in(somebody.asker)
    assert "Kny: Mkuu wa Idara" in paper(pages, made, "sw")
    assert "For: Mkuu wa Idara" in paper(pages, made, "en")


def test_no_needs_a_reason(pages, somebody):
    made = correction(somebody)
    save()
    pages.sign_in(somebody.head_of_department)
    page = pages.get(f"/kinds/approvals/{pending(made).id}")
    pages.submit(page, decision="no", status=422)
    pages.submit(page, decision="no", note="Hakuna ushahidi")

    pages.sign_in(somebody.asker)
    assert made.ticket.reference in words(pages.get(f"{LIST}?view=rejected"))
    assert "Hakuna ushahidi" in words(pages.get(f"/tickets/{made.ticket_id}"))


def test_the_right_value_differs_from_the_wrong_one(pages, somebody):
    pages.sign_in(somebody.asker)
    page = pages.get(f"{LIST}new")
    refused = pages.submit(page, status=422, **{**typed(somebody), "value_after": "50,000"})
    assert "sawa na kilichopo" in words(refused)


def test_people_list_their_own_officers_all_and_neighbours_none(pages, somebody):
    made = correction(somebody)
    decide(made, somebody.head_of_department)
    save()
    seen = {}
    for person in (somebody.asker, somebody.officer, factories.user("head")):
        pages.sign_in(person)
        seen[person.name] = made.ticket.reference in words(pages.get(f"{LIST}?view=approved"))
    assert list(seen.values()) == [True, True, False]
    pages.get(f"{LIST}{made.id}/do", status=404)


def test_the_list_takes_the_same_statements_however_long_it_is(pages, somebody):
    correction(somebody)
    save()
    pages.sign_in(somebody.officer)
    short = pages.statements(LIST)
    for number in range(4):
        correction(somebody, record_reference=f"Hati {number}")
    save()
    assert pages.statements(LIST) == short


def test_what_nobody_can_approve_is_refused_at_the_form_and_nothing_is_written(pages, somebody):
    for person in (somebody.head_of_department, somebody.director, somebody.head_of_ict):
        person.is_active = False
    save()
    pages.sign_in(somebody.asker)

    refused = pages.submit(pages.get(f"{LIST}new"), status=422, **typed(somebody))

    said = refused.select_one(".error-summary").get_text()
    assert "Mkuu wa idara au kitengo, Mkurugenzi, Mkuu wa Kitengo cha TEHAMA" in said
    assert refused.select_one("[name=record_reference]")["value"] == "Stakabadhi 00123"
    assert db.session.query(Ticket).count() == 0


def test_an_office_that_falls_vacant_is_named_to_who_waits_and_to_the_administrator(
    pages, somebody
):
    made = correction(somebody)
    administrator = factories.user("administrator", council_id=somebody.council_id)
    for person in (somebody.head_of_department, somebody.director):
        person.is_active = False
    save()

    pages.sign_in(somebody.asker)
    page = pages.get(f"/tickets/{made.ticket_id}").get_text(" ", strip=True)
    assert "Kwa sasa hakuna mwenye nafasi hii anayeweza kuamua." in page
    pages.sign_in(administrator)
    home = pages.get("/").get_text(" ", strip=True)
    office = f"Mkuu wa idara au kitengo: {somebody.asker.department.name_sw} (1)"
    assert office in home
    somebody.director.is_active = True
    save()
    assert office not in pages.get("/").get_text(" ", strip=True)


def test_it_is_taken_back_by_whoever_asked(pages, somebody):
    made = asked_on_page(pages, somebody)
    page = pages.get(f"/kinds/approvals/{pending(made).id}/withdraw")
    pages.submit(page, reason="Nimekosea namba")

    assert "Yameondolewa" in words(pages.get(f"{LIST}?view=all"))


def test_the_head_of_ict_sets_who_approves(pages, somebody):
    pages.sign_in(somebody.head_of_ict)
    page = pages.get("/kinds/chains/data-correction")
    refused = pages.submit(page, first="head_of_ict", second="head_of_ict", status=422)
    pages.submit(refused, first="", second="director", third="")
    pages.submit(page, first="head_of_ict", status=409)

    made = correction(somebody)
    assert pending(made).rule == "director"


def test_forms_are_offered_with_what_they_are_for_and_the_duty(pages, somebody):
    pages.sign_in(somebody.asker)
    page = words(pages.get("/kinds/"))
    assert "Marekebisho ya taarifa" in page
    assert "Jukumu la 5" in page
