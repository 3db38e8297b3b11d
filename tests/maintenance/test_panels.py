from datetime import date

from helpdesk.infra.db import db
from helpdesk.maintenance import services
from helpdesk.workorders.models import WorkOrder
from tests.maintenance.factories import noon, plan, run, visits


def first_order() -> WorkOrder:
    return db.session.scalars(db.select(WorkOrder).order_by(WorkOrder.id)).one()


def test_the_history_of_a_device_tells_of_its_visits(pages, officer, actor, scope, server):
    plan(officer, scope=scope)
    run(date(2025, 12, 26))
    run(date(2026, 1, 27))
    services.finish(visits()[1], minutes=30, by=officer, actor=actor, now=noon(date(2026, 2, 2)))
    db.session.commit()
    pages.sign_in(officer)

    page = pages.get(f"/equipment/{server.id}")

    text = page.get_text(" ", strip=True)
    assert "Matengenezo kinga: Haikufanyika" in text
    assert "Ziara inayofuata ilifika kabla hii haijaanza." in text


def test_planned_work_is_no_unfinished_repair(pages, officer, scope):
    plan(officer, scope=scope)
    run(date(2025, 12, 26))
    reference = first_order().reference
    order_id = visits()[0].work_order_id
    pages.sign_in(officer)

    assert reference not in pages.get("/repairs/").get_text()
    assert reference not in pages.get("/repairs/?view=open").get_text()

    page = pages.get(f"/work-orders/{order_id}")
    assert page.h1.get_text(strip=True) == "Matengenezo kinga"
    assert "Imepangwa" in page.get_text()


def test_done_visits_stand_in_the_log_as_preventive(pages, officer, actor, scope):
    plan(officer, scope=scope)
    run(date(2025, 12, 26))
    services.finish(visits()[0], minutes=30, by=officer, actor=actor, now=noon(date(2026, 1, 2)))
    db.session.commit()
    reference = first_order().reference
    pages.sign_in(officer)

    page = pages.get("/repairs/")

    assert reference in page.get_text()
    assert "Matengenezo kinga" in page.get_text()


def test_nobody_logs_a_repair_as_planned_work(pages, officer, server):
    pages.sign_in(officer)

    page = pages.get("/repairs/new")

    offered = {option["value"] for option in page.select("option")}
    assert offered.isdisjoint({"service_due", "plan", "serviced"})
    assert "no_power" in offered
