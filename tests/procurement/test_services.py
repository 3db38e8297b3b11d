"""What the services of buying do, and what they refuse."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from helpdesk.accounts.queries import as_actor
from helpdesk.equipment.queries import categories
from helpdesk.equipment.rules import Status, next_by_hand
from helpdesk.equipment.services import Whereabouts
from helpdesk.infra.db import db
from helpdesk.procurement import queries, services
from helpdesk.procurement.models import OrderLine
from helpdesk.procurement.rules import (
    CommitteeError,
    ConcernedError,
    DoneBeforeError,
    MiscountedError,
    OrderTakenError,
    ReceiptState,
    SerialRefusedError,
    TooFewError,
    TooManyError,
    TooManySerialsError,
)
from tests import factories
from tests.equipment.factories import category, model
from tests.factories import MONDAY_MORNING, program
from tests.procurement.factories import accepted, inspected, known, order, received

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def council():
    return factories.council()


@pytest.fixture
def keeper(council):
    return factories.user("storekeeper", council_id=council.id, name="Mtunza Stoo")


@pytest.fixture
def officer(council):
    return factories.user("technician", council_id=council.id, name="Afisa")


@pytest.fixture
def head(council):
    return factories.user("head", council_id=council.id, name="Mkuu")


def test_a_year_begins_with_the_lines_of_the_year_before(council):
    actor = program(council.id)
    category(council.id)
    (before,) = services.begin_year("2025-26", actor=actor)
    texts = services.Texts(requirements_sw="RAM ≥ GB 8", requirements_en="RAM ≥ 8 GB")
    services.change_specification(before, texts, actor=actor)
    category(council.id)
    copied, new = services.begin_year("2026-27", actor=actor)
    assert (copied.requirements_en, new.requirements_en) == ("RAM ≥ 8 GB", "")
    assert services.begin_year("2026-27", actor=actor) == []


def test_an_order_keeps_what_the_catalogue_of_its_day_required(council):
    actor = program(council.id)
    ordered = order(council.id)
    (kind,) = categories(actor)
    (written,) = services.begin_year("2025-26", actor=actor)
    texts = services.Texts(requirements_sw="A", requirements_en="B")
    services.change_specification(written, texts, actor=actor)
    line = services.Ordered(description="Printa", quantity=1, unit_price=Decimal(1), category=kind)
    paper = services.Paper(
        number="lpo 9", supplier=ordered.supplier, ordered_on=date(2026, 6, 30), buyer_name="X"
    )
    later = services.enter_order(paper, [line], actor=actor)
    services.change_specification(written, services.Texts(requirements_sw="C"), actor=actor)
    assert (later.number, later.lines[0].required_sw, later.lines[0].required_en) == (
        "LPO9",
        "A",
        "B",
    )
    with pytest.raises(OrderTakenError):
        services.enter_order(paper, [line], actor=actor)


def test_deliveries_add_up_and_never_pass_what_was_ordered(council, keeper):
    ordered = order(council.id, quantity=10)
    received(ordered, by=keeper, quantity=6)
    with pytest.raises(TooManyError) as refused:
        received(ordered, by=keeper, quantity=5)
    assert refused.value.left == 4
    received(ordered, by=keeper, quantity=4)
    assert ordered.still_to_come == 0


def test_one_who_saw_an_older_number_cannot_receive_too_many(council, keeper):
    ordered = order(council.id, quantity=10)
    (line,) = ordered.lines
    meanwhile = update(OrderLine).where(OrderLine.id == line.id).values(delivered=8)
    db.session.connection().execute(meanwhile)  # behind the back of the session
    assert line.delivered == 0
    with pytest.raises(TooManyError) as refused:
        received(ordered, by=keeper, quantity=4)
    assert refused.value.left == 2


@pytest.mark.parametrize("counts", [{"delivered": 11}, {"delivered": 3, "accepted": 4}])
def test_the_database_keeps_accepted_below_delivered_below_ordered(council, counts):
    (line,) = order(council.id, quantity=10).lines
    for name, value in counts.items():
        setattr(line, name, value)
    with pytest.raises(IntegrityError):
        db.session.flush()


def test_accepted_goods_become_devices_with_their_papers(council, keeper, officer, head):
    ordered = order(council.id, quantity=10, warranty_months=24)
    receipt = inspected(received(ordered, by=keeper, quantity=4), by=officer, rejected=1)
    devices = accepted(receipt, by=head, serials="sn 1\nSN2")
    assert [one.serial_number for one in devices] == ["SN1", "SN2", None]
    first = devices[0]
    assert first.status is Status.ACCEPTED
    assert first.purchase_cost == Decimal(2_000_000)
    assert first.supplier is ordered.supplier
    assert (first.order_number, first.delivery_note) == (ordered.number, "DN1")
    assert (first.received_on, first.warranty_ends_on) == (date(2026, 2, 27), date(2028, 3, 1))
    inspection = known(receipt.inspection)
    assert "/GAC/" in (inspection.certificate or "")
    assert "/GRJ/" in (inspection.rejection or "")
    assert known(queries.origin_of(first)).line.receipt is receipt


def test_what_was_rejected_may_come_once_more(council, keeper, officer, head):
    ordered = order(council.id, quantity=4)
    receipt = inspected(received(ordered, by=keeper, quantity=4), by=officer, rejected=4)
    assert accepted(receipt, by=head) == []
    assert known(receipt.inspection).certificate is None
    (line,) = ordered.lines
    assert (line.delivered, line.accepted, line.still_to_come) == (0, 0, 4)


def test_what_is_no_device_stands_in_no_register(council, keeper, officer, head):
    receipt = received(order(council.id, is_device=False), by=keeper)
    assert accepted(inspected(receipt, by=officer), by=head) == []
    assert receipt.state is ReceiptState.APPROVED


def test_a_double_serial_number_is_refused_with_its_line(council, keeper, officer, head):
    ordered = order(council.id)
    kind = model(council.id, of=ordered.lines[0].category)
    first = inspected(received(ordered, by=keeper, model=kind), by=officer)
    (device, *_rest) = accepted(first, by=head, serials="SN1")
    second = inspected(received(ordered, by=keeper, model=kind), by=officer)
    for typed, tag in (("sn1", device.asset_tag), ("SN7\nsn 7", "")):
        with pytest.raises(SerialRefusedError) as refused:
            accepted(second, by=head, serials=typed)
        assert (refused.value.line_id, refused.value.tag) == (second.lines[0].id, tag)
    with pytest.raises(TooManySerialsError):
        accepted(second, by=head, serials="1\n2\n3\n4\n5")


def test_who_received_neither_inspects_nor_accepts(council, officer, head):
    both = factories.user("storekeeper", "head", council_id=council.id, name="Wote Wawili")
    receipt = received(order(council.id), by=both)
    with pytest.raises(ConcernedError):
        inspected(receipt, by=both)
    inspected(receipt, by=officer)
    with pytest.raises(ConcernedError):
        accepted(receipt, by=both)


def test_the_committee_counts_all_that_came_and_is_whole(council, keeper, officer):
    receipt = received(order(council.id), by=keeper)
    with pytest.raises(CommitteeError):
        inspected(receipt, by=officer, members=())
    with pytest.raises(MiscountedError):
        inspected(receipt, by=officer, rejected=-1)
    assert receipt.state is ReceiptState.RECEIVED


def test_no_step_is_done_twice_or_before_its_turn(council, keeper, officer, head):
    receipt = received(order(council.id), by=keeper)
    with pytest.raises(DoneBeforeError):
        accepted(receipt, by=head)
    accepted(inspected(receipt, by=officer), by=head)
    with pytest.raises(DoneBeforeError):
        accepted(receipt, by=head)
    with pytest.raises(DoneBeforeError):
        inspected(receipt, by=officer)


def test_nobody_brings_a_received_device_further_by_hand():
    assert next_by_hand(Status.RECEIVED) == []


def test_an_installed_device_is_in_use_with_its_holder_and_warranty(council, keeper, officer, head):
    ordered = order(council.id, warranty_months=12)
    receipt = inspected(received(ordered, by=keeper), by=officer)
    (device, *_rest) = accepted(receipt, by=head)
    user = factories.user(council_id=council.id, name="Mtumiaji")
    installed = services.Installed(
        done_on=date(2026, 3, 4),
        to=Whereabouts(
            location=known(user.location), department=known(user.department), custodian=user
        ),
        custodian=user,
        steps=[{"step": "Washa", "done": "yes", "reading": "Inawaka"}],
    )
    origin = known(queries.origin_of(device))

    def install():
        actor = as_actor(officer)
        return services.commission(origin, installed, doer=officer, actor=actor, now=MONDAY_MORNING)

    paper = install()
    assert (device.status, device.custodian) == (Status.IN_SERVICE, user)
    assert (device.in_service_on, device.warranty_ends_on) == (date(2026, 3, 4), date(2027, 3, 1))
    assert paper.steps[0]["reading"] == "Inawaka"
    with pytest.raises(DoneBeforeError):
        install()


def test_what_was_received_by_mistake_is_withdrawn_before_its_inspection(council, keeper, officer):
    ordered = order(council.id, quantity=4)
    receipt = received(ordered, by=keeper, quantity=4)
    actor = as_actor(keeper)
    services.withdraw(receipt, reason="Idadi si sahihi", actor=actor)
    assert (receipt.state, ordered.still_to_come) == (ReceiptState.WITHDRAWN, 4)
    again = inspected(received(ordered, by=keeper, quantity=3), by=officer)
    for late in (receipt, again):
        with pytest.raises(DoneBeforeError):
            services.withdraw(late, reason="Tena", actor=actor)


def test_an_order_is_corrected_but_never_below_what_has_come(council, keeper):
    ordered = order(council.id, quantity=10)
    received(ordered, by=keeper, quantity=6)
    (line,) = ordered.lines
    paper = services.Paper(
        number=ordered.number,
        supplier=ordered.supplier,
        ordered_on=ordered.ordered_on,
        buyer_name="Mwingine",
    )

    def correct(quantity):
        said = services.Corrected(description="Laptop", quantity=quantity, unit_price=Decimal(5))
        services.change_order(ordered, paper, {line.id: said}, actor=as_actor(keeper))

    correct(6)
    assert (ordered.buyer_name, line.unit_price, ordered.still_to_come) == (
        "Mwingine",
        Decimal(5),
        0,
    )
    with pytest.raises(TooFewError):
        correct(5)
