"""Who sees which devices, and how a list is narrowed."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from werkzeug.exceptions import NotFound

from helpdesk.accounts import services as accounts
from helpdesk.accounts.queries import as_actor
from helpdesk.core.recurrence import add_months
from helpdesk.equipment import panels, queries, services
from helpdesk.equipment.queries import Filters, TimelineEntry
from helpdesk.equipment.rules import Condition, Status
from helpdesk.infra.access import Role
from helpdesk.infra.db import db
from tests import factories
from tests.equipment import factories as made
from tests.factories import MONDAY_MORNING

TODAY = date(2026, 3, 2)


def found(actor, **filters):
    kinds = queries.categories(actor)
    listed = queries.listed(actor, Filters(**filters), kinds=kinds, today=TODAY)
    return set(db.session.scalars(listed))


def counted(actor):
    return queries.counts(actor, kinds=queries.categories(actor), today=TODAY)


@pytest.mark.parametrize("role", ["technician", "head", "storekeeper", "auditor"])
def test_the_unit_the_store_and_the_auditor_see_all_of_their_council(app, role):
    person = factories.user(role)
    asset = made.asset(person.council_id)
    made.asset()

    assert found(as_actor(person)) == {asset}


@pytest.mark.parametrize("role", ["requester", "administrator"])
def test_others_see_what_they_hold(app, role):
    person = factories.user(role)
    at = made.whereabouts(person.council_id, custodian=person)
    held = made.asset(person.council_id, at=at)
    made.asset(person.council_id)

    assert found(as_actor(person)) == {held}


def test_a_manager_sees_the_council_or_his_departments_and_what_he_holds(app):
    director = factories.user("manager")
    council_id = director.council_id
    finance = factories.department(council_id)
    chief = factories.user("requester", council_id=council_id)
    accounts.grant(
        chief,
        Role.MANAGER,
        starts_on=date(2022, 7, 1),
        department_id=finance.id,
        actor=factories.program(council_id),
    )
    ours = made.asset(council_id, at=made.whereabouts(council_id, department=finance))
    own = made.asset(council_id, at=made.whereabouts(council_id, custodian=chief))
    other = made.asset(council_id)

    assert found(as_actor(director)) == {ours, own, other}
    assert found(as_actor(chief)) == {ours, own}


def test_nobody_reads_another_council(actor):
    asset = made.asset()

    assert queries.find_visible(asset.id, actor=actor) is None
    assert queries.find_reportable(asset.id, actor=actor) is None
    assert queries.find_by_tag(asset.asset_tag, actor=actor) is None
    with pytest.raises(NotFound):
        queries.labelled_or_404(asset.label_code, actor=actor)
    with pytest.raises(NotFound):
        queries.get_or_404(asset.id, actor=actor)


def test_anybody_may_report_any_device_of_the_council_that_is_still_there(council_id):
    stranger = as_actor(factories.user(council_id=council_id))
    asset, gone = made.asset(council_id), made.asset(council_id, status=Status.DISPOSED)

    assert queries.find_visible(asset.id, actor=stranger) is None
    assert queries.find_reportable(asset.id, actor=stranger) is asset
    assert queries.find_reportable(gone.id, actor=stranger) is None


def test_a_list_is_narrowed_by_each_of_its_boxes(actor, council_id):
    asset = made.asset(council_id, condition=Condition.POOR, status=Status.IDLE)
    made.asset(council_id)

    assert found(actor, category_id=asset.category_id) == {asset}
    assert found(actor, location_id=asset.location_id) == {asset}
    assert found(actor, department_id=asset.department_id) == {asset}
    assert found(actor, status=Status.IDLE) == {asset}
    assert found(actor, condition=Condition.POOR) == {asset}
    assert found(actor, condition=Condition.POOR, status=Status.LOANED) == set()


def test_a_place_holds_what_lies_in_its_rooms(actor, council_id):
    site = factories.location(council_id)
    building = factories.location(council_id, parent_id=site.id)
    room = factories.location(council_id, parent_id=building.id)
    inside = made.asset(council_id, at=made.whereabouts(council_id, location=room))
    outside = made.asset(council_id, at=made.whereabouts(council_id, location=site))

    assert found(actor, location_id=site.id) == {inside, outside}
    assert found(actor, location_id=building.id) == {inside}


@pytest.mark.parametrize(
    "text",
    [
        "VNC3K12345",
        "vnc3k",
        "0001",
        "mbr/ict/pr/0001",
        "MBR-0001",
        "laserjet hp",
        "G7001",
        "http://10.1.2.3:8000/e/MBR-0001",
        "https://tehama.mbaralidc.go.tz/e/mbr-0001/?x=1",
        "  LASERJET   4003 ",
    ],
)
def test_one_box_finds_tag_serial_number_model_and_scanned_label(app, text):
    council_id = factories.council(code="MBR").id
    model = made.model(council_id, of=made.category(council_id, code="PR"), name="LaserJet 4003")
    asset = made.asset(of=model, serial_number="VNC3K12345", gamis_number="G 7001")
    made.asset(of=made.model(council_id, manufacturer="Epson", name="L3250"))

    assert found(factories.program(council_id), text=text) == {asset}


@pytest.mark.parametrize("text", ["%", "_", "'; --", "\x00", "http://[", "://", "ab " * 3000])
def test_hostile_words_find_nothing_and_break_nothing(actor, council_id, text):
    made.asset(council_id)

    assert found(actor, text=f"zz{text}zz") == set()
    found(actor, text=text)


def test_the_views_hold_what_their_names_say(actor, council_id):
    def device(**given):
        holder = factories.user(council_id=council_id)
        at = made.whereabouts(council_id, custodian=holder)
        return made.asset(council_id, **{"at": at, **given})

    faulty = device(status=Status.UNDER_REPAIR)
    ending = device(warranty_ends_on=TODAY + timedelta(days=60))
    device(warranty_ends_on=TODAY + timedelta(days=61))
    device(warranty_ends_on=TODAY - timedelta(days=1))
    unassigned = device(at=made.whereabouts(council_id))
    old = device(purchased_on=date(2021, 3, 2))
    device(purchased_on=date(2019, 1, 1), in_service_on=date(2021, 3, 3))
    gone = device(status=Status.WRITTEN_OFF, purchased_on=date(2010, 1, 1))

    assert found(actor, view="faulty") == {faulty}
    assert found(actor, view="warranty") == {ending}
    assert found(actor, view="unassigned") == {unassigned}
    assert found(actor, view="old") == {old}
    assert found(actor, view="gone") == {gone}
    assert found(actor, status=Status.WRITTEN_OFF) == {gone}
    assert counted(actor) == {
        "all": 7, "faulty": 1, "warranty": 1, "unassigned": 1, "old": 1, "gone": 1
    }  # fmt: skip


def test_a_device_is_old_by_the_life_of_its_own_category(actor, council_id):
    server = made.model(council_id, of=made.category(council_id, life_months=84))
    tablet = made.model(council_id, of=made.category(council_id, life_months=36))
    made.asset(of=server, purchased_on=date(2021, 1, 1))
    old = made.asset(of=tablet, purchased_on=date(2021, 1, 1))

    assert found(actor, view="old") == {old}


def test_an_empty_register_has_empty_views(actor):
    assert set(counted(actor).values()) == {0}
    assert found(actor, view="old") == set()


@pytest.mark.parametrize(("life", "is_old"), [(12, True), (18, True), (19, False), (120, False)])
def test_a_devices_own_life_goes_before_that_of_its_type(actor, council_id, life, is_old):
    asset = made.asset(council_id, in_service_on=add_months(TODAY, -18))
    asset.life_months = life
    db.session.flush()

    assert found(actor, view="old") == ({asset} if is_old else set())


def test_the_value_of_a_list_is_the_sum_of_what_was_paid(actor, council_id):
    made.asset(council_id, purchase_cost=Decimal("1500000.50"))
    made.asset(council_id, purchase_cost=Decimal("0.30"))
    made.asset(council_id, purchase_cost=None)
    made.asset(council_id, purchase_cost=Decimal(7), status=Status.DISPOSED)

    listed = queries.listed(actor, Filters(), kinds=[], today=TODAY)
    assert queries.total_value(listed) == Decimal("1500000.80")
    nothing = queries.listed(actor, Filters(text="hakuna"), kinds=[], today=TODAY)
    assert queries.total_value(nothing) == Decimal(0)


def test_what_a_person_holds_leaves_out_what_is_gone(council_id):
    holder = factories.user(council_id=council_id)
    at = made.whereabouts(council_id, custodian=holder)
    held = made.asset(council_id, at=at)
    made.asset(council_id, at=at, status=Status.DISPOSED)

    assert list(queries.held_by(as_actor(holder))) == [held]


def test_a_label_is_read_in_either_case(actor, council_id):
    asset = made.asset(council_id)

    assert queries.labelled_or_404(asset.label_code.lower(), actor=actor) is asset
    with pytest.raises(NotFound):
        queries.labelled_or_404("\x00", actor=actor)


def test_a_name_in_brackets_means_one_person(actor, council_id):
    first = factories.user(council_id=council_id, name="Asha Mhasibu")
    second = factories.user(council_id=council_id, name="Asha Mhasibu")
    factories.user(name="Asha Mhasibu")

    assert set(queries.people_called("asha", actor=actor)) == {first, second}
    assert list(queries.people_called(f"Asha Mhasibu ({second.username})", actor=actor)) == [second]
    assert list(queries.people_called("Asha Mhasibu (hakuna)", actor=actor)) == []


def test_the_timeline_joins_every_source_newest_first(actor, council_id, monkeypatch):
    own_sources = [panels.timeline.movements, panels.timeline.status_changes]
    monkeypatch.setattr("helpdesk.equipment.queries.sources._sources", own_sources.copy())
    asset = made.asset(council_id)
    later = MONDAY_MORNING + timedelta(days=1)
    services.set_status(asset, status=Status.UNDER_REPAIR, reason="Roller", actor=actor, now=later)
    repair = TimelineEntry(
        at=MONDAY_MORNING + timedelta(hours=1), words="Matengenezo", url="/repairs/1"
    )
    queries.timeline_source(lambda _asset, _actor: [repair])

    entries = queries.timeline(asset, actor=actor)

    assert [entry.at for entry in entries] == [later, repair.at, MONDAY_MORNING]
    assert entries[1] is repair
    assert entries[0].text == "Roller. Imeandikwa na Afisa TEHAMA."
    assert entries[0].year == 2026


def test_a_move_says_what_changed_and_nothing_else(actor, council_id):
    asset = made.asset(council_id)
    holder = factories.user(council_id=council_id, name="Asha")
    to = services.Whereabouts(
        location=asset.location, department=asset.department, custodian=holder
    )
    services.move(asset, to=to, reason="Makabidhiano", actor=actor, now=MONDAY_MORNING)

    registration, handover = panels.timeline.movements(asset, actor)

    assert (registration.words, handover.words) == ("Kimesajiliwa", "Kimehamishwa")
    assert handover.text == (
        "Aliyekabidhiwa: hakuna → Asha. Makabidhiano. Imeandikwa na Afisa TEHAMA."
    )
