"""The answer before the ticket: hints while one types, and one page in between without a script."""

from io import BytesIO

import pytest

from helpdesk.accounts.queries import as_actor
from helpdesk.attachments.models import Attachment
from helpdesk.infra.db import db
from helpdesk.knowledge import queries as knowledge
from helpdesk.knowledge.models import Deflection
from helpdesk.systems import services as systems
from helpdesk.tickets import services
from helpdesk.tickets.models import Ticket
from tests import factories
from tests.infra.files import png
from tests.knowledge.factories import article
from tests.systems.factories import system
from tests.tickets.factories import ticket as opened

JAM = "Karatasi imekwama kwenye printa"


@pytest.fixture
def finance(app):
    return factories.department(factories.council().id, name_sw="Fedha")


@pytest.fixture
def asha(finance):
    return factories.user(council_id=finance.council_id, department_id=finance.id, name="Asha")


@pytest.fixture
def officer(finance):
    return factories.user("technician", council_id=finance.council_id, name="Afisa Baraka")


@pytest.fixture
def jam(finance):
    return article(
        finance.council_id, title_sw=JAM, problem_sw="Imesimama.", solution_sw="Fungua mlango."
    )


@pytest.fixture
def outage(finance, officer):
    ticket = opened(requester=officer, subject="MUSE")
    services.mark_outage(
        ticket, subject="MUSE haipatikani kabisa", actor=as_actor(officer), now=ticket.opened_at
    )
    return ticket


def words(page, selector="main"):
    return " ".join(" ".join(found.get_text(" ").split()) for found in page.select(selector))


def hints(pages, subject):
    return pages.peek(f"/tickets/new/known?subject={subject}").text


def sent(pages, subject=JAM, *, status=303, **typed):
    typed = {"subject": subject, "hardship": "slowed", **typed}
    return pages.submit(pages.get("/tickets/new"), status=status, **typed)


def count():
    return db.session.scalar(db.select(db.func.count(Ticket.id)))


def pressed(pages, page, name, value):
    """Press one button of the page in between."""
    form = page.select_one("form#main-form")
    assert page.select(f"button[name={name}][value='{value}']")
    form.append(page.new_tag("input", attrs={"type": "hidden", "name": name, "value": value}))
    return pages.submit(page)


def test_hints_name_articles_outages_and_ones_own_open_requests(pages, asha, jam, outage):
    own = opened(requester=asha, subject="Printa ya uhasibu imekwama karatasi")
    pages.sign_in(asha)

    said = hints(pages, "karatasi imekwama printa")

    assert f'href="/articles/{jam.id}?instead=1"' in said
    assert own.reference in said
    assert "MUSE" not in said
    assert f'data-told="outage-{outage.id}"' in hints(pages, "MUSE haipatikani")


def test_hints_show_nothing_of_other_people_or_councils(pages, asha, finance, jam, outage):
    other = factories.user(council_id=finance.council_id, name="Mwingine")
    theirs = opened(requester=other, subject="Karatasi imekwama printa ya siri")
    pages.sign_in(asha)
    assert theirs.reference not in hints(pages, "karatasi imekwama printa")

    pages.sign_in(factories.user(name="Jirani"))
    assert hints(pages, "karatasi imekwama printa MUSE haipatikani").strip() == ""


def test_an_officer_sees_like_requests_of_his_own_department_alone(pages, finance, asha, officer):
    near = opened(requester=asha, subject="Karatasi imekwama printa")
    far = opened(
        requester=factories.user(council_id=finance.council_id),
        subject="Karatasi imekwama printa nyingine",
    )
    officer.department_id = finance.id
    pages.sign_in(officer)

    said = hints(pages, "karatasi imekwama")

    assert near.reference in said
    assert far.reference not in said


def test_a_champion_is_named_to_ask_first(pages, asha, finance, officer):
    muse = system(finance.council_id, acronym="MUSE")
    champion = factories.user(
        council_id=finance.council_id, name="Bi Kinara", phone="+255754123456"
    )
    systems.add_use(muse, finance, champion=champion, actor=as_actor(officer))
    pages.sign_in(asha)

    said = hints(pages, "MUSE inagoma")

    assert "Bi Kinara" in said
    assert "+255754123456" in said


@pytest.mark.parametrize("typed", ["", "ab", "%25%5F%00", "x" * 9000, "' OR 1=1 --", "\N{NUL}a"])
def test_too_little_or_hostile_words_bring_no_hint(pages, asha, jam, typed):
    pages.sign_in(asha)

    answer = pages.peek(f"/tickets/new/known?subject={typed}")

    assert (answer.status_code, answer.text.strip()) == (200, "")


def test_hints_keep_their_statements_however_much_there_is(pages, asha, jam):
    pages.sign_in(asha)
    opened(requester=asha, subject=JAM)
    few = pages.statements("/tickets/new/known?subject=karatasi imekwama")
    for _number in range(30):
        article(asha.council_id, title_sw=JAM)
        opened(requester=asha, subject=JAM)

    assert pages.statements("/tickets/new/known?subject=karatasi imekwama") == few


def test_what_nothing_fits_is_sent_at_once(pages, asha, jam):
    pages.sign_in(asha)

    for subject in ("Printa haichapishi", "Printa", "Skrini nyeusi kwenye kompyuta ya printa"):
        assert sent(pages, subject).select_one("#reference")


def test_without_a_script_answers_stand_in_full_once_before_the_request(pages, asha, jam):
    pages.sign_in(asha)

    asked = sent(pages, status=200, files=[(BytesIO(png()), "skrini.png")])

    assert asked.h1.get_text(strip=True) == "Je, majibu haya yanasaidia?"
    assert "Fungua mlango." in words(asked)
    assert count() == 0
    shown = pressed(pages, asked, "known", "none")
    assert shown.select_one("#reference")
    again = pages.submit(asked)
    assert count() == 1
    assert again.select_one("#reference") == shown.select_one("#reference")
    (file,) = db.session.scalars(db.select(Attachment)).all()
    assert (file.owner_kind, file.name) == ("ticket", "skrini.png")


def test_where_a_script_showed_it_the_request_is_sent_at_once(pages, asha, jam, outage):
    pages.sign_in(asha)

    assert sent(pages, told="js").select_one("#reference")
    asked = sent(pages, "MUSE haipatikani kabisa", status=200, told="js")
    assert "Nami pia" in words(asked)
    told = f"js outage-{outage.id}"
    assert sent(pages, "MUSE haipatikani kabisa", told=told).select_one("#reference")


def test_ones_own_open_request_is_shown_before_a_second(pages, asha):
    own = opened(requester=asha, subject=JAM)
    pages.sign_in(asha)

    asked = sent(pages, status=200)

    assert own.reference in words(asked)
    assert pressed(pages, asked, "known", "none").select_one("#reference")


def test_an_answer_that_helped_is_counted_once_a_day_and_no_request_is_made(pages, asha, jam):
    pages.sign_in(asha)
    for _press in range(2):
        asked = sent(pages, status=200)
        shown = pages.press(asked, f"/articles/{jam.id}/feedback")
        assert "Hakuna ombi lililotumwa" in words(shown)

    assert count() == 0
    assert len(db.session.scalars(db.select(Deflection)).all()) == 1
    assert knowledge.answers([jam])[jam.id] == knowledge.Answers(yes=1, no=0, saved=1, opened=1)
    assert "Rasimu" not in words(pages.get("/tickets/new"), ".notice")


def test_an_article_read_instead_counts_and_one_that_did_not_help_does_not(pages, asha, jam):
    pages.sign_in(asha)

    page = pages.get(f"/articles/{jam.id}?instead=1")
    yes, _no = page.select(f'form[action="/articles/{jam.id}/feedback"]')
    yes.extract()
    pages.press(page, f"/articles/{jam.id}/feedback")
    assert db.session.scalars(db.select(Deflection)).all() == []

    page = pages.get(f"/articles/{jam.id}?instead=1")
    pages.press(page, f"/articles/{jam.id}/feedback")  # only "yes" is left to say
    assert len(db.session.scalars(db.select(Deflection)).all()) == 1


def test_a_word_with_another_ending_brings_the_same_answer(pages, asha, officer):
    article(officer.council_id, title_sw="Printa haichapishi", solution_sw="Washa.")
    pages.sign_in(asha)

    assert "Washa." in words(sent(pages, "printa haichapi", status=200))
