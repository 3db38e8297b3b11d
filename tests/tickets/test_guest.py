"""Reporting from the label of a device without an account, and following it by a secret address."""

from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from ipaddress import ip_network
from typing import Any

import pytest
from bs4 import BeautifulSoup
from time_machine import travel

from helpdesk.accounts.queries import as_actor
from helpdesk.attachments.models import Attachment
from helpdesk.audit.models import AuditEntry
from helpdesk.core.networks import is_inside, networks_in
from helpdesk.equipment.models import Asset
from helpdesk.infra import clock
from helpdesk.infra.db import db
from helpdesk.infra.i18n import day
from helpdesk.tickets import queries, services
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import MOST_REPORTS_OF_A_GUEST, Cause, Channel, WaitingFor
from helpdesk.tickets.views.guest import token_of
from tests import factories
from tests.equipment import factories as devices
from tests.factories import MONDAY_MORNING
from tests.infra.files import png
from tests.tickets.factories import ticket as opened

TYPED = {
    "subject": "Printa haichapishi",
    "hardship": "stopped",
    "guest_name": "Juma Mgeni",
    "guest_phone": "0754 000 001",
}


@pytest.fixture
def holder(app):
    council = factories.council(code="MBR")
    return factories.user(council_id=council.id, name="Neema Mwakyusa", phone="+255754777888")


@pytest.fixture
def asset(holder):
    at = devices.whereabouts(holder.council_id, custodian=holder)
    return devices.asset(
        holder.council_id, at=at, serial_number="VNC3K12345", purchase_cost=Decimal(1_234_567)
    )


@pytest.fixture
def path(asset):
    return f"/e/{asset.label_code}"


def words(page, selector="main"):
    return " ".join(page.select_one(selector).get_text(" ", strip=True).split())


def tickets():
    return db.session.scalars(db.select(Ticket)).all()


def reported(pages, path, **typed):
    return pages.submit(pages.get(path), **{**TYPED, **typed})


def test_a_guest_reports_on_two_pages_with_four_answers(pages, asset, path):
    page = pages.get(path)
    assert page.h1.get_text(strip=True) == "Toa taarifa ya tatizo"
    shown = pages.submit(page, **TYPED)

    (ticket,) = tickets()
    assert shown.select_one("#reference").get_text(strip=True) == ticket.reference
    assert (ticket.requester_id, ticket.entered_by_id) == (None, None)
    assert (ticket.guest_name, ticket.guest_phone) == ("Juma Mgeni", "+255754000001")
    assert (ticket.asset_id, ticket.channel) == (asset.id, Channel.LABEL)
    assert ticket.at_department_id == asset.department_id


def test_a_guest_sees_the_head_of_the_council_of_the_device(pages, holder):
    council = factories.council(name_sw="Halmashauri ya Chunya", desk_phone="+255754123123")
    at = devices.whereabouts(council.id, custodian=factories.user(council_id=council.id))
    path = f"/e/{devices.asset(council.id, at=at).label_code}"

    page = pages.get(path)
    for shown in (page, pages.submit(page, **TYPED), reported(pages, path, subject="", status=422)):
        assert "Halmashauri ya Chunya" in shown.select_one("header").get_text()
        assert "+255754123123" in shown.select_one("footer").get_text()


def test_the_page_tells_a_guest_the_kind_and_the_number_of_the_device_and_nothing_else(
    pages, asset, path, holder
):
    opened(requester=holder, asset=asset, subject="Siri ya Neema")

    html = str(pages.get(path))

    assert asset.asset_tag in html
    assert "Printa" in html
    whole = db.session.get_one(Asset, asset.id)
    private = [
        "Neema",
        "Mwakyusa",
        "777888",
        "754777",
        "VNC3K12345",
        "1,234,567",
        "1234567",
        "Siri",
        whole.model.full_name,
        whole.location.name,
        whole.department.name_sw,
        "2025",
    ]
    assert [word for word in private if word in html] == []


@pytest.mark.parametrize(
    ("left_out", "box"),
    [
        ("subject", "#subject"),
        ("hardship", "#hardship-0"),
        ("guest_name", "#guest_name"),
        ("guest_phone", "#guest_phone"),
    ],
)
def test_what_a_guest_left_out_is_named(pages, path, left_out, box):
    refused = reported(
        pages, path, **{left_out: None if left_out == "hardship" else ""}, status=422
    )

    assert [a["href"] for a in refused.select(".error-summary a")] == [box]
    assert tickets() == []


@pytest.mark.parametrize("number", ["123", "abc", "0754", "+1 202 555 0100", "07540000011"])
def test_a_number_that_nobody_can_call_is_refused(pages, path, number):
    refused = reported(pages, path, guest_phone=number, status=422)

    assert refused.select_one("#guest_phone")["value"] == number


def test_a_label_that_nobody_printed_is_not_found(pages, path, asset):
    pages.get("/e/MBR-9999", status=404)
    assert pages.peek("/e/%00").status_code == 404


def test_the_same_form_sent_twice_makes_one_ticket(pages, path):
    page = pages.get(path)

    first, second = (pages.sent(page, **TYPED) for _ in range(2))

    assert first.location == second.location
    assert len(tickets()) == 1


def test_a_picture_survives_a_refusal(pages, path, holder):
    picture = (BytesIO(png()), "printa.png")
    refused = reported(pages, path, guest_name="", files=[picture], status=422)
    assert "printa.png" in words(refused)

    pages.submit(refused, guest_name="Juma Mgeni")

    (file,) = db.session.scalars(db.select(Attachment)).all()
    (ticket,) = tickets()
    assert (file.owner_kind, file.owner_id) == ("ticket", ticket.id)
    officer = factories.user("technician", council_id=holder.council_id)
    pages.sign_in(officer)
    pages.download(pages.get(f"/tickets/{ticket.id}").select_one(".files a")["href"])


def test_a_made_up_key_takes_nobodys_files(pages, path):
    page = pages.get(path)
    page.select_one("[name=guest_key]")["value"] = "made-up"

    pages.submit(page, **TYPED)

    assert len(tickets()) == 1


def test_one_address_reports_so_often_and_no_more(pages, path):
    for _ in range(MOST_REPORTS_OF_A_GUEST):
        reported(pages, path)

    refused = pages.sent(pages.get(path), **TYPED)
    assert refused.status_code == 429
    assert refused.headers["Retry-After"] == "600"
    page = BeautifulSoup(refused.text, "html.parser")
    assert "subiri dakika 10 kisha" in words(page)
    assert page.select("#subject")[0]["value"] == TYPED["subject"], "nothing typed is lost"
    assert len(tickets()) == MOST_REPORTS_OF_A_GUEST
    with travel(clock.now() + timedelta(minutes=11), tick=False):
        reported(pages, path)


def test_refused_forms_count_too(pages, path):
    for _ in range(MOST_REPORTS_OF_A_GUEST):
        reported(pages, path, subject="", status=422)

    assert pages.sent(pages.get(path), **TYPED).status_code == 429


def test_from_outside_the_named_networks_one_signs_in_first(app, pages, path, monkeypatch):
    monkeypatch.setitem(app.config, "GUEST_NETWORKS", [ip_network("10.0.0.0/8")])
    assert pages.redirected(path) == f"/sign-in?next={path.replace('/', '%2F')}"

    monkeypatch.setitem(app.config, "GUEST_NETWORKS", [ip_network("127.0.0.0/8")])
    pages.get(path)


def test_networks_are_read_as_they_are_written():
    networks = networks_in("10.0.0.0/8, 192.168.1.0/24 2001:db8::/32")

    assert is_inside("10.200.3.4", networks)
    assert is_inside("::ffff:192.168.1.9", networks)
    assert is_inside("2001:db8::1", networks)
    assert not is_inside("192.168.2.9", networks)
    assert not is_inside("", networks)
    assert is_inside("8.8.8.8", [])
    with pytest.raises(ValueError, match="does not appear"):
        networks_in("mtandao")


def test_a_name_is_remembered_by_who_asks_for_it_alone(pages, path):
    reported(pages, path)
    assert pages.get(path).select_one("#guest_name").get("value", "") == ""

    reported(pages, path, remember="y")
    page = pages.get(path)
    assert page.select_one("#guest_name")["value"] == "Juma Mgeni"
    assert page.select_one("#guest_phone")["value"] == "+255754000001"
    assert page.select_one("#remember").has_attr("checked")

    pages.submit(page, subject="Tena", hardship="slowed", remember=None)
    assert pages.get(path).select_one("#guest_name").get("value", "") == ""


def test_a_guest_follows_his_report_by_its_secret_address(pages, path, holder):
    follow = following(pages, path)
    (ticket,) = tickets()
    officer = factories.user("technician", council_id=holder.council_id, name="Baraka Sanga")
    said: dict[str, Any] = {"author": officer, "actor": as_actor(officer), "now": MONDAY_MORNING}
    services.reply(ticket, text="Nakuja saa hivi", **said)
    services.note(ticket, text="Roller imechakaa", **said)
    services.take(ticket, actor=as_actor(officer), now=MONDAY_MORNING)
    services.wait(
        ticket,
        waiting_for=WaitingFor.PARTS,
        reason="Siri ya ndani",
        actor=as_actor(officer),
        now=MONDAY_MORNING,
    )

    page = pages.get(follow)

    assert "Linasubiri vipuri" in words(page)
    assert "Nakuja saa hivi" in words(page)
    for secret in ("Baraka", "Sanga", "Roller", "Siri ya ndani", "Juma", "000001", "VNC3K12345"):
        assert secret not in str(page)


def following(pages, path):
    """Report, and return the secret address."""
    return pages.sent(pages.get(path), **TYPED).location


def test_a_guest_reads_what_was_done(pages, path, holder):
    follow = following(pages, path)
    (ticket,) = tickets()
    officer = factories.user("technician", council_id=holder.council_id)
    services.resolve(
        ticket,
        cause=Cause.WEAR,
        resolution="Roller mpya imewekwa",
        actor=as_actor(officer),
        now=MONDAY_MORNING,
    )

    said = words(pages.get(follow))
    assert "Roller mpya imewekwa" in said
    assert "Ndiyo, limetatuliwa" in said
    assert day(clock.today()) in said, "for it was long ago"


def test_a_guest_reads_how_to_answer(pages, path, holder):
    follow = following(pages, path)
    (ticket,) = tickets()
    actor = as_actor(factories.user("technician", council_id=holder.council_id))
    services.take(ticket, actor=actor, now=MONDAY_MORNING)
    for_him = WaitingFor.REQUESTER
    services.wait(ticket, waiting_for=for_him, reason="Chumba?", actor=actor, now=MONDAY_MORNING)

    said = words(pages.get(follow))

    assert "Afisa amekuuliza jambo na anakusubiri. Andika jibu lako" in said


@pytest.mark.parametrize("token", ["x", "1", "MQ.AAAA", "MQ", "%00", "a" * 300])
def test_a_wrong_address_leads_nowhere(pages, path, token):
    reported(pages, path)

    assert pages.peek(f"/o/{token}").status_code == 404


def test_no_letter_of_the_secret_can_be_another(pages, path):
    follow = following(pages, path)
    start, token = follow.rsplit("/", 1)
    assert len(token) >= 43

    for place in range(len(token)):
        other = "A" if token[place] != "A" else "B"
        changed = token[:place] + other + token[place + 1 :]
        if place < len(token) - 1:  # the last letter of 256 bits has two spare ones
            assert pages.peek(f"{start}/{changed}").status_code == 404


def test_the_secret_is_in_no_log(pages, path, caplog):
    caplog.set_level("INFO")
    follow = following(pages, path)
    pages.get(follow)

    assert "GET /o/<token> 200" in caplog.text
    assert follow.rsplit("/", 1)[1] not in caplog.text


def test_the_secret_address_of_somebody_with_an_account_does_not_exist(app, pages, holder):
    own = opened(requester=holder)

    pages.get(f"/o/{token_of(own.id)}", status=404)


def test_officers_find_a_guests_name_and_number_on_the_ticket(pages, path, holder):
    reported(pages, path)
    (ticket,) = tickets()
    pages.sign_in(factories.user("technician", council_id=holder.council_id))

    page = pages.get(f"/tickets/{ticket.id}")

    assert "Juma Mgeni" in words(page)
    assert "+255754000001" in words(page)
    assert "Juma Mgeni" in words(pages.get("/tickets/"))


def test_requesters_and_other_councils_see_no_guests_report(pages, path, holder):
    reported(pages, path)
    (ticket,) = tickets()
    for reader in (
        factories.user(council_id=holder.council_id),
        factories.user("technician"),
    ):
        pages.sign_in(reader)
        pages.get(f"/tickets/{ticket.id}", status=404)


def test_a_guests_report_is_in_the_log_without_a_name(pages, path):
    reported(pages, path)

    entry = db.session.scalars(
        db.select(AuditEntry).where(AuditEntry.action == "ticket.open")
    ).one()
    assert (entry.actor_id, entry.actor_name) == (None, "guest")
    assert "127.0.0.1" in entry.origin


def test_somebody_who_signed_in_goes_on_as_himself(pages, path, asset, holder):
    pages.sign_in(holder)
    assert pages.redirected(path) == f"/tickets/new?asset={asset.id}"

    page = pages.get(f"/tickets/new?asset={asset.id}")
    chosen = page.select_one("#asset_id option[selected]")
    assert chosen["value"] == str(asset.id)


def test_a_guest_cannot_write_into_another_councils_device_by_its_label(pages, path, asset):
    """A label names its own council, so a ticket from it belongs there."""
    reported(pages, path)

    assert tickets()[0].council_id == asset.council_id


def test_guests_are_nobody_to_the_queries_of_people(app, path, pages, holder):
    reported(pages, path)

    guest = services.a_guest(holder.council_id)

    assert db.session.scalars(queries.visible_to(guest)).all() == []


@pytest.mark.parametrize(("phone", "sought"), [("0754 000 001", "0754000001"), ("", "juma")])
def test_a_guest_from_before_is_found_by_his_number_or_else_his_name(pages, path, phone, sought):
    reported(pages, path)
    (ticket,) = tickets()
    ticket.guest_phone = ticket.guest_phone if phone else ""
    ticket.search_text = "printa haichapishi"

    for _time in range(2):
        services.note_guests_of_old(ticket.council_id)
        assert ticket.search_text.count("juma") == 1
        assert sought in ticket.search_text
