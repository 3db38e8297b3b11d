"""What somebody has seen this fiscal year, and what nobody has."""

from datetime import timedelta

import pytest

from helpdesk.accounts.queries import as_actor
from helpdesk.core.fiscal_year import FiscalYear
from helpdesk.custody.models import HoldingConfirmed
from helpdesk.equipment.queries import Filters
from helpdesk.equipment.rules import Status
from helpdesk.infra import clock
from helpdesk.infra.db import db
from helpdesk.stocktakes import queries, services
from tests import factories
from tests.equipment import factories as made
from tests.equipment.reading import words
from tests.pages import save


@pytest.fixture
def council_id(app):
    return factories.council(code="MBR").id


@pytest.fixture
def officer(council_id):
    return factories.user("technician", council_id=council_id, name="Afisa TEHAMA")


@pytest.fixture
def head(council_id):
    return factories.user("head", council_id=council_id, name="Mkuu wa TEHAMA")


def unseen(actor, **filters):
    today = clock.today()
    found = queries.unverified(actor, Filters(**filters), today=today)
    return set(db.session.scalars(found).unique())


def counted(devices, *, by, approver, at):
    actor = as_actor(by)
    stocktake = services.start(devices[0].location, is_blind=False, actor=actor, now=at)
    for device in devices:
        services.count(stocktake, device, condition=None, actor=actor, now=at)
    services.finish(stocktake, actor=actor, now=at)
    if approver:
        services.approve(stocktake, lost=(), actor=as_actor(approver), now=at)


def test_only_an_approved_count_of_this_year_verifies(council_id, officer, head):
    now, model = clock.now(), made.model(council_id)
    this_year, waiting, last_year = (made.asset(of=model) for _number in range(3))
    counted([this_year], by=officer, approver=head, at=now)
    counted([waiting], by=officer, approver=None, at=now)
    counted([last_year], by=officer, approver=head, at=now - timedelta(days=370))
    assert unseen(as_actor(officer)) == {waiting, last_year}


def test_what_its_holder_confirms_and_what_was_received_is_verified(council_id, officer):
    holder, today = factories.user("requester", council_id=council_id), clock.today()
    at = made.whereabouts(council_id, custodian=holder)
    confirmed, untold = made.asset(council_id, at=at), made.asset(council_id, at=at)
    made.asset(council_id, received_on=today)
    old = made.asset(council_id, received_on=today - timedelta(days=400))
    year = {"fiscal_year": FiscalYear.containing(today).slug, "at": clock.now()}
    factories.saved(
        HoldingConfirmed(council_id=council_id, user_id=holder.id, asset_id=confirmed.id, **year)
    )
    assert unseen(as_actor(officer)) == {untold, old}


def test_what_has_left_or_is_lost_is_not_asked_for(council_id, officer):
    for status in (Status.LOST_STOLEN, Status.WRITTEN_OFF, Status.DISPOSED, Status.EXPECTED):
        made.asset(council_id, status=status)
    assert not unseen(as_actor(officer))


def test_an_office_sees_its_share_and_the_files_say_what_the_page_says(
    pages, council_id, officer, head
):
    model, at = made.model(council_id), made.whereabouts(council_id)
    devices = [made.asset(of=model, at=at) for _number in range(3)]
    other = made.asset(of=model)
    counted(devices[:1], by=officer, approver=head, at=clock.now())
    save()
    pages.sign_in(officer)
    url = f"/stocktakes/unverified?department={at.department.id}"
    page = pages.get(url)
    assert "33.3" in words(page, "table")
    shown = [link.text for link in page.select("tbody th a")]
    assert shown == sorted(one.asset_tag for one in devices[1:])
    csv = pages.download(f"{url}&format=csv").data.decode("utf-8-sig")
    assert [line.split(",")[0] for line in csv.splitlines() if "MBR/ICT" in line] == shown
    for form in ("xlsx", "pdf"):
        assert pages.download(f"{url}&format={form}").data
    assert other.asset_tag in words(pages.get("/stocktakes/unverified"))


def test_the_list_takes_as_many_statements_for_one_device_as_for_four(pages, council_id, officer):
    made.asset(council_id)
    pages.sign_in(officer)
    few = pages.statements("/stocktakes/unverified")
    for _number in range(3):
        made.asset(council_id)
    assert pages.statements("/stocktakes/unverified") == few
