"""What was bought is installed and signed for before anybody uses it, in whatever way one tries."""

from datetime import date

import pytest

from helpdesk.accounts.queries import as_actor
from helpdesk.checklists.rules import ItemKind, Purpose
from helpdesk.checklists.services import Asked, Text, add, publish
from helpdesk.custody.rules import Answer, Kind
from helpdesk.equipment import imports
from helpdesk.equipment import services as equipment
from helpdesk.equipment.models import Asset
from helpdesk.equipment.rules import NotInstalledError, Status
from helpdesk.equipment.rules.imports import Column, Reason
from helpdesk.equipment.services import Whereabouts
from helpdesk.infra import clock
from helpdesk.infra.db import db
from helpdesk.procurement import queries, services
from tests import factories
from tests.custody.factories import paper
from tests.equipment.factories import asset as some_asset
from tests.factories import MONDAY_MORNING, program
from tests.pages import save
from tests.procurement.factories import accepted, inspected, known, order, received
from tests.sheets import text_of
from tests.tickets.test_views import words

TO_DO = "Kifunge na kukikabidhi kwanza"


@pytest.fixture
def council(app):
    return factories.council(code="MBR")


@pytest.fixture
def officer(council):
    return factories.user("technician", council_id=council.id, name="Afisa TEHAMA")


@pytest.fixture
def neema(council):
    return factories.user(council_id=council.id, name="Neema Mushi")


@pytest.fixture
def bought(council, officer):
    keeper = factories.user("storekeeper", council_id=council.id, name="Mtunza Stoo")
    head = factories.user("head", council_id=council.id, name="Mkuu")
    receipt = inspected(received(order(council.id), by=keeper), by=officer)
    return accepted(receipt, by=head, serials="SN1")[0]


def brought(asset, status, actor):
    equipment.set_status(asset, status=status, reason="", actor=actor, now=MONDAY_MORNING)


def installed(asset, person, officer, **given):
    to = Whereabouts(
        location=known(person.location), department=known(person.department), custodian=person
    )
    said = services.Installed(
        done_on=date(2026, 3, 2), to=to, custodian=person, steps=[], training=""
    )
    origin = known(queries.origin_of(asset))
    actor = as_actor(officer)
    return services.commission(origin, said, doer=officer, actor=actor, now=MONDAY_MORNING)


def test_not_by_hand_nor_by_way_of_the_store(bought, officer):
    actor = as_actor(officer)
    with pytest.raises(NotInstalledError):
        brought(bought, Status.IN_SERVICE, actor)
    brought(bought, Status.IN_STORE, actor)
    for status in (Status.IN_SERVICE, Status.LOANED):
        with pytest.raises(NotInstalledError):
            brought(bought, status, actor)
    assert bought.status is Status.IN_STORE


def test_the_page_says_what_to_do(pages, bought, officer):
    save()
    pages.sign_in(officer)
    page = pages.get(f"/equipment/{bought.id}/status")
    refused = pages.submit(page, status=422, to_status="in_service", reason="Inahitajika")

    assert TO_DO in words(refused, ".error-summary")
    assert db.session.get_one(Asset, bought.id).status is Status.ACCEPTED


@pytest.mark.parametrize("kind", [Kind.ISSUE, Kind.LOAN])
def test_not_by_a_hand_over_or_a_loan(bought, officer, neema, kind):
    with pytest.raises(NotInstalledError):
        paper(kind, bought, by=officer, to=neema)
    brought(bought, Status.IN_STORE, as_actor(officer))
    with pytest.raises(NotInstalledError):
        paper(kind, bought, by=officer, to=neema)


def test_not_among_many_that_were_ticked(pages, council, bought, officer):
    other = some_asset(council.id, status=Status.IN_STORE)
    save()
    pages.sign_in(officer)
    page = pages.get(f"/custody/new?kind=issue&asset={other.id}&asset={bought.id}")

    assert TO_DO in words(page, "main")
    assert not page.select("#main-form")
    assert "Kabidhi" not in words(pages.get(f"/equipment/{bought.id}"), "main").split()


def test_not_by_a_sheet(bought, officer):
    rows = f"Namba ya mali\tHali ya matumizi\n{bought.asset_tag}\tKinatumika".encode()
    plan = imports.planned(imports.sheet_in(rows), actor=as_actor(officer), today=clock.today())

    (problem,) = plan.problems
    assert (problem.column, problem.reason) == (Column.STATUS, Reason.NOT_INSTALLED)


def test_once_installed_its_user_is_asked_and_his_word_stands_on_the_certificate(
    pages, bought, officer, neema
):
    brought(bought, Status.IN_STORE, as_actor(officer))
    made = installed(bought, neema, officer)
    assert (bought.status, bought.custodian) == (Status.IN_SERVICE, neema)
    asked = known(made.handover)
    assert (asked.receiver, asked.answer) == (neema, Answer.WAITING)
    save()
    pages.sign_in(neema)
    pages.press(pages.get("/"), f"/custody/{asked.id}/accept")
    pages.sign_in(officer)
    url = f"/procurement/devices/{bought.id}/commissioning?format=pdf&lang="

    assert "Imethibitishwa kwenye mfumo na Neema Mushi" in text_of(pages.download(f"{url}sw"))
    assert "Confirmed in the program by Neema Mushi" in text_of(pages.download(f"{url}en"))


def test_what_was_never_bought_here_is_not_hit(council, officer, neema):
    given = some_asset(council.id, status=Status.IN_STORE)
    paper(Kind.ISSUE, given, by=officer, to=neema)
    assert given.status is Status.IN_SERVICE


def test_a_step_is_ticked_or_said_why_not(pages, council, bought, officer, neema):
    text = Text(
        title_sw="Ufungaji",
        title_en="Installation",
        purpose=Purpose.COMMISSIONING,
        kinds=[bought.category.code],
        items=[Asked(text_sw="Kinawaka", text_en="Starts", kind=ItemKind.PASS_FAIL)],
    )
    publish(add(text, code="ufungaji", actor=program(council.id)), actor=program(council.id))
    save()
    pages.sign_in(officer)
    here, day = f"/procurement/devices/{bought.id}/commission", clock.today()
    typed = {"done_on-day": f"{day:%d}", "done_on-month": f"{day:%m}", "done_on-year": f"{day:%Y}"}
    typed |= {"holder": "Neema Mushi", "location_id": str(neema.location_id)}
    refused = pages.submit(pages.get(here), status=422, **typed)
    assert "kwa nini haikufanyika: Kinawaka" in words(refused, ".error-summary")

    pages.submit(refused, step_0="y")
    made = known(queries.commissioning_of(db.session.get_one(Asset, bought.id)))
    assert made.steps == [
        {
            "step": "Kinawaka",
            "step_sw": "Kinawaka",
            "step_en": "Starts",
            "done": "yes",
            "reading": "",
        }
    ]
