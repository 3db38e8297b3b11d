"""A device is tested after its repair, and its user says whether it works."""

from datetime import timedelta

import pytest

from helpdesk.checklists.rules import Answer, Outcome
from helpdesk.equipment.rules import Status as AssetStatus
from helpdesk.repairs import rules, services
from helpdesk.repairs.rules import Verdict
from helpdesk.repairs.services import Said
from helpdesk.workorders import services as workorders
from helpdesk.workorders.rules import IllegalTransitionError, NothingToUndoError, Status
from tests import factories
from tests.inspections.factories import FAULT, GOOD, SKIPPED
from tests.repairs.conftest import NOW, act_of, words
from tests.tickets.factories import ticket as opened
from tests.workorders.factories import repair

ALL_GOOD = (GOOD, GOOD, SKIPPED, GOOD)


def status(order):
    return order.status


def tried(order, template, officer, *answers):
    answers = answers or ALL_GOOD
    return services.test(order, template, answers, note="", act=act_of(officer))


def said(order, person, verdict=Verdict.SATISFIED, **given):
    return services.sign_off(order, Said(verdict=verdict, **given), act=act_of(person))


def test_a_good_test_verifies_and_the_users_word_closes(finished, template, officer, user):
    assert tried(finished, template, officer).has_passed
    assert status(finished) is Status.VERIFIED

    said(finished, user, rating=5)

    assert status(finished) is Status.CLOSED


def test_a_fault_in_the_test_takes_the_repair_up_again(finished, template, officer, printer):
    assert not tried(finished, template, officer, GOOD, FAULT, SKIPPED, GOOD).has_passed

    assert (finished.status, finished.reopened) == (Status.IN_PROGRESS, 1)
    assert printer.status is AssetStatus.UNDER_REPAIR


def test_a_user_who_is_not_content_has_it_taken_up_again(finished, user):
    said(finished, user, Verdict.REJECTED, remark="Bado inakwama")

    assert (finished.status, finished.reopened) == (Status.IN_PROGRESS, 1)


def test_what_many_depend_on_is_tested_first(finished, template, officer, user, printer):
    printer.criticality = 1

    with pytest.raises(rules.TestFirstError):
        said(finished, user)

    tried(finished, template, officer)
    said(finished, user)
    assert status(finished) is Status.CLOSED


def test_nobody_signs_twice_and_nothing_closed_is_undone(finished, user, officer):
    said(finished, user)

    with pytest.raises(IllegalTransitionError):
        said(finished, user)
    with pytest.raises(NothingToUndoError):
        workorders.undo(finished, actor=act_of(officer).actor, now=NOW)


def test_after_two_weeks_nothing_is_taken_up_again(finished, user):
    later = act_of(user, NOW + timedelta(days=15))
    rejected = Said(verdict=Verdict.REJECTED, remark="Bado")

    with pytest.raises(IllegalTransitionError):
        services.sign_off(finished, rejected, act=later)


@pytest.mark.parametrize(
    ("outcomes", "passed"),
    [
        ((Outcome.PASS, Outcome.NOT_APPLICABLE), True),
        ((Outcome.PASS, Outcome.NOT_DONE), True),
        ((Outcome.PASS, Outcome.FAIL), False),
    ],
)
def test_a_test_is_passed_without_a_fault(outcomes, passed):
    assert rules.has_passed(Answer(one).outcome for one in outcomes) is passed


def test_the_holder_is_asked_at_home_and_answers_there(pages, finished, user):
    pages.sign_in(user)
    url = f"/work-orders/{finished.id}/sign-off"
    assert pages.get("/").select_one(f"a[href='{url}']")

    pages.submit(pages.get(url), status=422, verdict="rejected")
    home = pages.submit(pages.get(url), verdict="satisfied", rating="5")

    assert not home.select(f"a[href='{url}']")
    assert status(finished) is Status.CLOSED
    pages.get(url, status=404)


def test_whoever_asked_for_the_repair_is_asked_on_the_request(pages, officer, printer):
    asker = factories.user(council_id=officer.council_id)
    ticket = opened(requester=asker, asset=printer, now=NOW)
    order = repair(printer, officer=officer, ticket=ticket, now=NOW)
    pages.sign_in(asker)

    shown = pages.get(f"/tickets/{ticket.id}")

    assert shown.select_one(f"a[href='/work-orders/{order.id}/sign-off']")


def test_an_officer_writes_down_who_signed_on_paper(pages, finished, officer):
    pages.sign_in(officer)
    url = f"/work-orders/{finished.id}/sign-off"

    pages.submit(pages.get(url), status=422, verdict="satisfied")
    shown = pages.submit(pages.get(url), verdict="satisfied", signer="Mhasibu, Fedha")

    assert "Mhasibu, Fedha" in words(shown)


def test_others_are_not_asked(pages, finished, officer):
    pages.sign_in(factories.user(council_id=officer.council_id))

    pages.get(f"/work-orders/{finished.id}/sign-off", status=404)


def test_a_device_is_tested_on_its_page(pages, finished, template, officer):
    pages.sign_in(officer)
    page = pages.get(f"/work-orders/{finished.id}/test")

    pages.submit(page, status=422)
    shown = pages.submit(page, item_1="pass", item_2="pass", item_4="pass")

    assert status(finished) is Status.VERIFIED
    assert "Afisa TEHAMA" in words(shown)


def test_without_a_checklist_nothing_is_tested(pages, finished, officer):
    pages.sign_in(officer)

    pages.get(f"/work-orders/{finished.id}/test", status=303)
