"""From asking for parts to having them, on pages and by the rules."""

from decimal import Decimal

import pytest

from helpdesk.accounts.queries import as_actor
from helpdesk.core.transitions import IllegalTransitionError
from helpdesk.infra.db import db
from helpdesk.requisitions import services
from helpdesk.requisitions.models import Requisition
from helpdesk.requisitions.rules import ConcernedError, State
from helpdesk.stock.models import StockLevel
from tests import factories
from tests.factories import MONDAY_MORNING
from tests.pages import save
from tests.requisitions.factories import approved, asked_for
from tests.sheets import text_of
from tests.stock.factories import part as some_part
from tests.stock.factories import receive
from tests.stock.factories import store as some_store


@pytest.fixture
def own(app):
    return factories.user(name="Mhasibu")


@pytest.fixture
def people(own):
    roles = ("technician", "head", "storekeeper")
    return {role: factories.user(role, council_id=own.council_id) for role in roles}


@pytest.fixture
def store(own):
    return some_store(own.council_id, name_sw="Ghala Kuu", name_en="Main store")


@pytest.fixture
def toner(own):
    return some_part(own.council_id, code="TN-1", name_sw="Toner HP 59A", name_en="Toner 59A")


@pytest.fixture
def ready(own, people, store, toner):
    """Two toners, approved, three in the store."""
    receive(store, toner, 3, 1_000)
    deciders = {"recommender": people["technician"], "approver": people["head"]}
    return approved(asked_for(toner, by=own), **deciders)


def words(page, selector="main"):
    return " ".join(page.select_one(selector).get_text(" ", strip=True).split())


def hrefs(page):
    return [a["href"] for a in page.select(".error-summary a")]


def held():
    return db.session.scalars(db.select(StockLevel.quantity)).one()


def decide(pages, person, requisition, answer="yes", **typed):
    pages.sign_in(person)
    form = pages.get(f"/requisitions/{requisition.id}/decide")
    return pages.submit(form, answer=answer, **typed)


def test_parts_are_asked_for_recommended_approved_and_issued(pages, own, people, store, toner):
    receive(store, toner, 3, 1_000)
    pages.sign_in(own)
    typed = {"lines-0-item": "tn-1", "lines-0-quantity": "2"}
    shown = pages.submit(pages.get("/requisitions/new"), purpose="Printa ya mishahara", **typed)
    assert "Toner HP 59A" in words(shown)
    requisition = db.session.scalars(db.select(Requisition)).one()

    decide(pages, people["technician"], requisition)
    decide(pages, people["head"], requisition)
    pages.sign_in(people["storekeeper"])
    done = pages.submit(pages.get(f"/requisitions/{requisition.id}/issue"))

    assert requisition.state is State.ISSUED
    assert held() == 1
    assert "Ghala Kuu" in words(done, "table")


def test_what_no_store_knows_is_asked_for_in_words(pages, own, toner):
    pages.sign_in(own)
    typed = {"lines-0-item": "Feni ya kompyuta", "lines-0-quantity": "1"}

    pages.submit(pages.get("/requisitions/new"), purpose="Kompyuta inapata joto", **typed)

    line = db.session.scalars(db.select(Requisition)).one().lines[0]
    assert (line.part, line.words) == (None, "Feni ya kompyuta")


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ({"purpose": ""}, "#purpose"),
        ({"lines-0-item": ""}, "#lines-0-item"),
        ({"lines-0-item": "", "lines-0-quantity": ""}, "#lines-0-item"),
        ({"lines-0-quantity": ""}, "#lines-0-quantity"),
        ({"lines-0-quantity": "0.5"}, "#lines-0-quantity"),
        ({"lines-0-quantity": "x"}, "#lines-0-quantity"),
    ],
)
def test_asking_is_checked(pages, own, toner, typed, at):
    pages.sign_in(own)
    usual = {"purpose": "Printa", "lines-0-item": "TN-1", "lines-0-quantity": "2"}

    refused = pages.submit(pages.get("/requisitions/new"), status=422, **{**usual, **typed})

    assert hrefs(refused) == [at]


def test_a_rejection_needs_a_reason_and_tells_it(pages, people, own, toner):
    requisition = asked_for(toner, by=own)
    pages.sign_in(people["technician"])
    form = pages.get(f"/requisitions/{requisition.id}/decide")

    assert hrefs(pages.submit(form, answer="no", status=422)) == ["#reason"]
    pages.submit(form, answer="no", reason="Bado ipo ofisini")

    pages.sign_in(own)
    assert "Bado ipo ofisini" in words(pages.get(f"/requisitions/{requisition.id}"))


def test_nobody_decides_what_they_ask_for_or_recommended(pages, people, toner):
    head = people["head"]
    requisition = asked_for(toner, by=head)
    pages.sign_in(head)
    pages.get(f"/requisitions/{requisition.id}/decide", status=403)
    with pytest.raises(ConcernedError):
        services.recommend(requisition, actor=as_actor(head), now=requisition.asked_at)

    other = asked_for(toner, by=people["storekeeper"])
    services.recommend(other, actor=as_actor(head), now=other.asked_at)
    save()
    pages.get(f"/requisitions/{other.id}/decide", status=403)
    with pytest.raises(ConcernedError):
        services.approve(other, actor=as_actor(head), now=other.asked_at)


def test_an_officer_recommends_but_does_not_approve(pages, people, own, toner):
    requisition = asked_for(toner, by=own)
    services.recommend(requisition, actor=as_actor(people["head"]), now=requisition.asked_at)
    save()
    pages.sign_in(people["technician"])

    pages.get(f"/requisitions/{requisition.id}/decide", status=403)


def test_a_storekeeper_issues_nothing_to_themselves(pages, people, store, toner):
    keeper = people["storekeeper"]
    receive(store, toner, 3)
    deciders = {"recommender": people["technician"], "approver": people["head"]}
    requisition = approved(asked_for(toner, by=keeper), **deciders)
    save()
    pages.sign_in(keeper)

    pages.get(f"/requisitions/{requisition.id}/issue", status=403)


def test_what_the_store_has_is_issued_and_the_rest_is_bought_or_closed(pages, people, ready):
    pages.sign_in(people["storekeeper"])
    address = f"/requisitions/{ready.id}"

    pages.submit(pages.get(f"{address}/issue"), **{"lines-0-quantity": "1"})
    assert "Limetolewa kwa sehemu" in words(pages.get(address))
    assert "Linanunuliwa" in words(pages.press(pages.get(address), f"{address}/buy"))
    pages.submit(pages.get(f"{address}/close"), reason="Haihitajiki tena")

    assert ready.state is State.CLOSED
    assert held() == 2
    pages.get(f"{address}/issue", status=409)


@pytest.mark.parametrize(
    ("typed", "at"),
    [("3", "#lines-0-quantity"), ("0", "#store_id"), ("x", "#lines-0-quantity")],
)
def test_no_more_than_was_approved_is_issued(pages, people, ready, typed, at):
    pages.sign_in(people["storekeeper"])
    form = pages.get(f"/requisitions/{ready.id}/issue")

    refused = pages.submit(form, status=422, **{"lines-0-quantity": typed})

    assert hrefs(refused) == [at]
    assert held() == 3


def test_what_the_store_lacks_is_told_at_its_line(pages, people, ready, own):
    empty = some_store(own.council_id)
    save()
    pages.sign_in(people["storekeeper"])

    form = pages.get(f"/requisitions/{ready.id}/issue")
    refused = pages.submit(form, status=422, store_id=str(empty.id))

    assert hrefs(refused) == ["#lines-0-quantity"]


def test_what_comes_back_is_in_the_store_once(pages, people, ready, store):
    keeper = as_actor(people["storekeeper"])
    services.issue(ready, store, {1: Decimal(2)}, actor=keeper, now=ready.asked_at)
    save()
    (given,) = ready.lines[0].issues
    pages.sign_in(people["storekeeper"])

    form = pages.get(f"/requisitions/issues/{given.id}/return")
    pages.submit(form, reason="Haikufaa")

    assert held() == 3
    pages.get(f"/requisitions/issues/{given.id}/return", status=409)


def test_a_requester_sees_only_their_own(pages, ready, own):
    other = factories.user(council_id=own.council_id)
    pages.sign_in(other)

    assert ready.number not in words(pages.get("/requisitions/"))
    pages.get(f"/requisitions/{ready.id}", status=404)
    pages.get(f"/requisitions/{ready.id}/print", status=404)


def test_the_form_is_printed_in_both_languages_with_lines_to_sign(pages, own, ready):
    pages.sign_in(own)

    swahili = text_of(pages.download(f"/requisitions/{ready.id}/print?lang=sw"))
    english = text_of(pages.download(f"/requisitions/{ready.id}/print?lang=en"))

    assert ready.number in swahili
    assert "Toner HP 59A" in swahili
    assert "Received by" in english
    assert "Recommended by" in english


def test_the_list_asks_as_many_questions_for_many_rows(pages, own, people, toner):
    asked_for(toner, by=own)
    save()
    pages.sign_in(people["head"])
    few = pages.statements("/requisitions/")
    for _number in range(10):
        asked_for(toner, by=own)
    save()

    assert pages.statements("/requisitions/") == few


def test_the_director_approves_what_the_head_recommended(pages, people, own, toner):
    """The head does the first step where no officer is there; somebody else does the second."""
    director = factories.user("manager", council_id=own.council_id)
    requisition = asked_for(toner, by=own)
    decide(pages, people["head"], requisition)
    pages.get(f"/requisitions/{requisition.id}/decide", status=403)

    decide(pages, director, requisition)

    assert requisition.state is State.APPROVED


def test_whoever_asked_withdraws_it_until_it_is_approved(pages, own, people, toner):
    requisition = asked_for(toner, by=own)
    pages.sign_in(own)
    address = f"/requisitions/{requisition.id}"

    shown = pages.press(pages.get(address), f"{address}/withdraw")

    assert requisition.state is State.WITHDRAWN
    assert "Limeondolewa" in words(shown)
    assert not shown.select(f"form[action='{address}/withdraw']")
    pages.sign_in(people["technician"])
    pages.get(f"{address}/decide", status=409)


def test_what_was_approved_or_is_of_others_is_not_withdrawn(pages, own, people, ready):
    pages.sign_in(own)
    assert not pages.get(f"/requisitions/{ready.id}").select("form[action$='/withdraw']")

    with pytest.raises(IllegalTransitionError):
        services.withdraw(ready, actor=as_actor(own), now=MONDAY_MORNING)
    with pytest.raises(ConcernedError):
        services.withdraw(ready, actor=as_actor(people["head"]), now=MONDAY_MORNING)
