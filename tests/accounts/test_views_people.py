"""The pages on which people are managed."""

import re

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import func, select

from helpdesk.accounts import queries, services
from helpdesk.accounts.models import RoleGrant, User
from helpdesk.accounts.services import check_password
from helpdesk.audit.models import AuditEntry
from helpdesk.infra import clock
from helpdesk.infra.access import Role
from helpdesk.infra.db import db
from tests import factories
from tests.accounts.factories import acting

MADE_UP = re.compile(r"[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}")


@pytest.fixture
def chief(app):
    return factories.user("administrator", name="Msimamizi Mkuu")


@pytest.fixture
def head(chief):
    return factories.user("head", council_id=chief.council_id, name="Mkuu wa Kitengo")


@pytest.fixture
def asha(chief):
    return factories.user(
        council_id=chief.council_id, name="Asha Mwakalinga", phone="+255754123456"
    )


@pytest.fixture
def office(pages, chief):
    """The browser of the system administrator."""
    pages.sign_in(chief)
    return pages


def words(page, selector="main"):
    return " ".join(page.select_one(selector).get_text(" ", strip=True).split())


def rows(page):
    return [words(row, "th a") for row in page.select("tbody tr")]


def day_of(field, day):
    return {f"{field}-day": day.day, f"{field}-month": day.month, f"{field}-year": day.year}


def count_people():
    return db.session.scalar(select(func.count()).select_from(User))


def test_the_list_says_who_does_what_where(office, asha, head):
    acting(asha, "storekeeper", days=(-1, 1))
    acting(asha, "head", days=(-9, -1))

    page = office.get("/people/")

    assert rows(page) == ["Asha Mwakalinga", "Mkuu wa Kitengo", "Msimamizi Mkuu"]
    first = words(page, "tbody tr")
    assert "Mtumishi, Mtunza ghala" in first
    assert asha.department.name_sw in first


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("q=mwaka", ["Asha Mwakalinga"]),
        ("q=0754+123", ["Asha Mwakalinga"]),
        ("q=hakuna", []),
        ("state=inactive", ["Zamani"]),
        ("state=nonsense", ["Asha Mwakalinga", "Msimamizi Mkuu"]),
        ("department=nonsense", ["Asha Mwakalinga", "Msimamizi Mkuu"]),
        ("q=%00", ["Asha Mwakalinga", "Msimamizi Mkuu"]),
        ("q=" + "x" * 300, ["Asha Mwakalinga", "Msimamizi Mkuu"]),
    ],
)
def test_the_list_is_narrowed_by_what_stands_in_the_address(office, asha, query, expected):
    gone = factories.user(council_id=asha.council_id, name="Zamani")
    services.deactivate(gone, actor=factories.program(asha.council_id), now=clock.now())

    assert rows(office.get(f"/people/?{query}")) == expected


def test_it_is_narrowed_by_department(office, asha):
    assert rows(office.get(f"/people/?department={asha.department_id}")) == ["Asha Mwakalinga"]


def test_a_long_list_comes_in_pages_and_costs_no_more(office, chief):
    few = office.statements("/people/")
    for number in range(60):
        factories.user(council_id=chief.council_id, name=f"Mtumishi {number:02d}")

    first = office.get("/people/")
    second = office.get(first.select_one("a[rel=next]")["href"])

    assert (len(rows(first)), len(rows(second))) == (50, 11)
    assert office.statements("/people/") == few


def test_people_of_other_councils_are_not_there(office):
    stranger = factories.user(name="Jirani")

    assert "Jirani" not in rows(office.get("/people/?state=all"))
    for page in ("", "/edit", "/reset-password", "/deactivate", "/activate", "/roles/new"):
        office.get(f"/people/{stranger.id}{page}", status=404)


@pytest.mark.parametrize("role", ["requester", "technician", "manager", "storekeeper", "auditor"])
def test_others_do_not_manage_people(pages, chief, asha, role):
    pages.sign_in(factories.user(role, council_id=chief.council_id))

    for path in ("/people/", "/people/new", f"/people/{asha.id}", f"/people/{asha.id}/edit"):
        pages.get(path, status=403)


def test_a_person_is_registered_and_the_password_shown_once(office, chief):
    page = office.submit(
        office.get("/people/new"),
        name="  Neema   Kaseko ",
        username="N.Kaseko",
        phone="0754 000 111",
        department_id=chief.department_id,
        roles=["requester", "technician"],
        status=200,
    )

    password = page.select_one("#one-time-password").get_text()
    assert MADE_UP.fullmatch(password)
    assert password not in str(office.get("/people/"))
    user = check_password("n.kaseko", password, address="", now=clock.now())
    assert (user.name, user.phone) == ("Neema Kaseko", "+255754000111")
    assert user.must_change_password
    assert queries.as_actor(user).roles == {Role.REQUESTER, Role.TECHNICIAN}


def test_the_password_is_nowhere_else(office):
    answer = office.sent(office.get("/people/new"), name="Neema", username="n.kaseko")

    (password,) = MADE_UP.findall(BeautifulSoup(answer.text, "html.parser").get_text())
    assert answer.headers["Cache-Control"] == "no-store"
    assert password not in str(answer.headers)
    dump = "\n".join(
        str(row)
        for table in db.metadata.tables.values()
        for row in db.session.execute(select(table)).all()
    )
    assert password not in dump


def test_a_second_press_makes_no_second_person(office, chief):
    page = office.get("/people/new")
    office.submit(page, name="Neema", username="n.kaseko", status=200)

    again = office.submit(page, name="Neema", username="n.kaseko", status=422)

    assert "tayari linatumiwa" in words(again, ".error-summary")
    assert count_people() == 2


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"name": ""}, "name"),
        ({"username": ""}, "username"),
        ({"username": "na nafasi"}, "username"),
        ({"username": "x" * 41}, "username"),
        ({"phone": "simu"}, "phone"),
        ({"email": "barua"}, "email"),
        ({"roles": None}, "roles"),
        ({"roles": ["king"]}, "roles"),
        ({"department_id": 99999}, "department_id"),
        ({"location_id": "x"}, "location_id"),
        ({"name": "x" * 10_000}, "name"),
        ({"name": "a\x00b"}, "name"),
    ],
)
def test_what_cannot_be_is_refused_and_the_rest_is_kept(office, typed, field):
    filled = {"name": "Neema Kaseko", "username": "n.kaseko", "job_title": "Mhasibu", **typed}

    page = office.submit(office.get("/people/new"), status=422, **filled)

    links = [a["href"].removesuffix("-0") for a in page.select(".error-summary a")]
    assert links == [f"#{field}"]
    assert page.select_one("#job_title")["value"] == "Mhasibu"
    assert count_people() == 1


def test_the_head_registers_staff_but_gives_no_roles(pages, head):
    pages.sign_in(head)
    page = pages.get("/people/new")
    assert page.select("[name=roles]") == []

    pages.sent(page, name="Neema", username="n.kaseko")
    pages.post(
        "/people/new",
        request_key=pages.get("/people/new").select_one("main [name=request_key]")["value"],
        name="Juma",
        username="j.juma",
        roles="administrator",
        department_id=0,
        location_id=0,
        status=200,
    )

    new = select(User).where(User.username.in_(["n.kaseko", "j.juma"]))
    assert [queries.as_actor(user).roles for user in db.session.scalars(new)] == [
        {Role.REQUESTER},
        {Role.REQUESTER},
    ]


def test_details_are_changed(office, asha, chief):
    page = office.submit(
        office.get(f"/people/{asha.id}/edit"),
        name="Asha Mwakyusa",
        job_title="Mhasibu Mkuu",
        department_id=chief.department_id,
        location_id=0,
    )

    assert page.h1.get_text(strip=True) == "Asha Mwakyusa"
    assert (asha.department_id, asha.location_id) == (chief.department_id, None)


def test_a_stale_change_is_refused_and_shows_both(office, asha):
    page = office.get(f"/people/{asha.id}/edit")
    services.change_person(asha, actor=factories.program(asha.council_id), job_title="Dereva")

    refused = office.submit(page, job_title="Mhasibu", status=409)

    assert "Cheo: Dereva" in words(refused, ".error-summary")
    assert refused.select_one("#job_title")["value"] == "Mhasibu"
    office.submit(refused, job_title="Mhasibu")
    assert asha.job_title == "Mhasibu"


def test_a_department_that_was_closed_stays_with_its_people(office, asha):
    asha.department.ends_on = clock.today().replace(year=2023)
    asha.location.is_active = False

    page = office.get(f"/people/{asha.id}/edit")
    office.submit(page, job_title="Mhasibu")

    assert asha.department_id is not None
    assert asha.location_id is not None


def test_a_forgotten_password_takes_two_presses(office, asha):
    page = office.get(f"/people/{asha.id}")
    (link,) = page.select(f'a[href="/people/{asha.id}/reset-password"]')

    page = office.submit(office.get(link["href"]), status=200)

    password = page.select_one("#one-time-password").get_text()
    assert words(page).count(asha.username) == 1
    assert check_password(asha.username, password, address="", now=clock.now()) is asha
    assert "Ana nywila ya mara moja hadi" in words(office.get(f"/people/{asha.id}"))


def test_a_password_that_is_shown_is_the_one_that_works(office, asha):
    """Pressing twice cannot leave somebody with a password that no page shows."""
    page = office.get(f"/people/{asha.id}/reset-password")
    first = office.submit(page, status=200).select_one("#one-time-password").get_text()

    office.submit(page, status=409)

    assert check_password(asha.username, first, address="", now=clock.now()) is asha


def test_an_account_is_closed_and_opened_again(office, asha):
    page = office.submit(office.get(f"/people/{asha.id}/deactivate"))
    assert not asha.is_active
    assert "Asha Mwakalinga hawezi tena kuingia kwenye mfumo." in words(page, "[role=status]")

    page = office.press(page, f"/people/{asha.id}/activate")
    assert asha.is_active
    assert "anaweza kuingia kwenye mfumo tena" in words(page, "[role=status]")


def test_a_closed_account_is_opened_from_its_page_too(office, asha):
    services.deactivate(asha, actor=factories.program(asha.council_id), now=clock.now())

    office.submit(office.get(f"/people/{asha.id}/activate"))

    assert asha.is_active


def test_closing_asks_once_more_and_says_what_it_means(office, asha):
    page = office.get(f"/people/{asha.id}/deactivate")

    assert page.h1.get_text(strip=True) == "Je, akaunti ya Asha Mwakalinga ifungwe?"
    assert page.select_one("main .button-danger")
    assert asha.is_active


def test_nobody_closes_their_own_account_or_gives_themselves_a_role(office, chief):
    page = office.get(f"/people/{chief.id}")
    assert "Hii ni akaunti yako mwenyewe." in words(page)
    assert "/deactivate" not in str(page.select_one("main"))

    grant = chief.grants[0].id
    for path in ("deactivate", "activate", "reset-password", "roles/new", f"roles/{grant}/end"):
        refused = office.get(f"/people/{chief.id}/{path}", status=403)
        assert "Hakuna anayebadilisha majukumu yake mwenyewe" in words(refused)
        office.post(f"/people/{chief.id}/{path}", role="head", status=403)
    assert chief.is_active
    assert len(chief.grants) == 1


@pytest.mark.parametrize("role", ["administrator", "manager", "auditor"])
def test_a_head_does_not_touch_whoever_has_a_role_above_his_own(pages, head, role):
    person = factories.user("requester", role, council_id=head.council_id, name="Mkubwa")
    pages.sign_in(head)
    before = person.password_hash
    key = pages.get("/people/new").select_one("main [name=request_key]")["value"]

    shown = pages.get(f"/people/{person.id}")
    assert f'"/people/{person.id}/' not in str(shown.select_one("main"))
    for path in ("edit", "reset-password", "deactivate", "activate"):
        refused = pages.get(f"/people/{person.id}/{path}", status=403)
        assert "hubadilishwa na msimamizi wa mfumo pekee" in words(refused)
        sent = {"name": "X", "version": person.version, "request_key": key}
        pages.post(f"/people/{person.id}/{path}", status=403, **sent)

    db.session.expire_all()
    assert (person.password_hash, person.is_active, person.name) == (before, True, "Mkubwa")


def test_a_head_gives_his_officers_a_new_password(pages, head):
    officer = factories.user("requester", "technician", council_id=head.council_id)
    pages.sign_in(head)

    page = pages.submit(pages.get(f"/people/{officer.id}/reset-password"), status=200)

    password = page.select_one("#one-time-password").get_text()
    assert check_password(officer.username, password, address="", now=clock.now()) is officer


def test_a_head_gives_and_ends_no_roles(pages, head, asha):
    pages.sign_in(head)
    assert "/roles/" not in str(pages.get(f"/people/{asha.id}").select_one("main"))

    for path in ("new", f"{asha.grants[0].id}/end"):
        pages.get(f"/people/{asha.id}/roles/{path}", status=403)
        pages.post(f"/people/{asha.id}/roles/{path}", role="head", status=403)


def test_somebody_acts_as_head_for_a_while(office, asha):
    last = clock.today().replace(year=clock.today().year + 1)
    page = office.get(f"/people/{asha.id}/roles/new")
    assert page.select_one("#starts_on-year")["value"] == str(clock.today().year)

    page = office.submit(page, role="head", **day_of("ends_on", last))

    assert "Jukumu limetolewa." in words(page, "[role=status]")
    assert f"{last:%d/%m/%Y}" in words(page, "tbody tr")
    assert queries.as_actor(asha).roles == {Role.REQUESTER, Role.HEAD}


def test_a_head_of_department_manages_that_department(office, asha):
    office.submit(
        office.get(f"/people/{asha.id}/roles/new"), role="manager", limited_to=asha.department_id
    )

    db.session.expire_all()
    assert queries.as_actor(asha).department_ids == {asha.department_id}
    assert asha.department.name_sw in words(office.get(f"/people/{asha.id}"), "tbody tr")


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"role": None}, "role-0"),
        ({"role": "king"}, "role-0"),
        ({"role": "requester"}, "role-0"),
        ({"role": "head", "starts_on-year": "2020"}, "starts_on-day"),
        ({"role": "head", "starts_on-month": "13"}, "starts_on-day"),
        ({"role": "head", "starts_on-day": ""}, "starts_on-day"),
        (
            {"role": "head", "ends_on-day": "1", "ends_on-month": "1", "ends_on-year": "2020"},
            "ends_on-day",
        ),
        ({"role": "head", "limited_to": "own"}, "limited_to"),
    ],
)
def test_a_role_that_cannot_be_given(office, asha, typed, field):
    if typed.get("limited_to"):
        typed = {**typed, "limited_to": asha.department_id}

    page = office.submit(office.get(f"/people/{asha.id}/roles/new"), status=422, **typed)

    assert [a["href"] for a in page.select(".error-summary a")] == [f"#{field}"]
    db.session.expire_all()
    assert len(asha.grants) == 1


def test_a_role_is_ended_and_stays_on_record(office, asha):
    grant = acting(asha, "head", days=(0, 30))
    page = office.get(f"/people/{asha.id}")
    (link,) = page.select(f'a[href="/people/{asha.id}/roles/{grant.id}/end"]')

    page = office.submit(office.get(link["href"]))

    assert "Jukumu la “Mkuu wa Kitengo cha TEHAMA” limesitishwa." in words(page, "[role=status]")
    assert queries.as_actor(asha).roles == {Role.REQUESTER}
    assert "Limekwisha" in words(page, "tbody")
    assert db.session.scalar(select(func.count()).select_from(RoleGrant)) == 3
    office.get(link["href"], status=404)


def test_a_role_of_somebody_else_is_not_ended_by_this_address(office, asha, head):
    office.get(f"/people/{asha.id}/roles/{head.grants[0].id}/end", status=404)


def test_a_role_in_another_council_is_not_ended_here(office, asha):
    grant = acting(asha, "head", days=(0, 9), council_id=factories.council().id)

    office.get(f"/people/{asha.id}/roles/{grant.id}/end", status=404)
    assert "Mkuu wa Kitengo" not in words(office.get(f"/people/{asha.id}"))


def test_a_guest_from_another_council_gets_a_role_but_no_password(office, chief):
    guest = factories.user(name="Mgeni")
    acting(guest, "technician", days=(0, 9), council_id=chief.council_id)

    page = office.get(f"/people/{guest.id}")
    assert "Only a system" not in words(page)
    office.get(f"/people/{guest.id}/reset-password", status=403)
    office.submit(office.get(f"/people/{guest.id}/roles/new"), role="storekeeper")
    db.session.expire_all()
    assert {(g.role, g.council_id == chief.council_id) for g in guest.grants} == {
        (Role.REQUESTER, False),
        (Role.TECHNICIAN, True),
        (Role.STOREKEEPER, True),
    }


def test_every_act_is_in_the_log_with_its_author(office, chief, asha):
    office.submit(office.get(f"/people/{asha.id}/edit"), job_title="Mhasibu")
    office.submit(office.get(f"/people/{asha.id}/roles/new"), role="head")
    office.sent(office.get(f"/people/{asha.id}/reset-password"))
    office.submit(office.get(f"/people/{asha.id}/deactivate"))

    about = select(AuditEntry).where(
        AuditEntry.subject_type == "user_account",
        AuditEntry.subject_id == asha.id,
        AuditEntry.actor_id == chief.id,
    )
    assert [entry.action for entry in db.session.scalars(about.order_by(AuditEntry.id))] == [
        "account.change",
        "account.grant",
        "account.reset_password",
        "account.deactivate",
    ]


def test_pages_of_people_stand_among_the_settings_of_those_who_manage_them(
    pages, office, chief, asha
):
    about_people = {"/people/", "/departments/", "/locations/", "/audit/"}
    settings = office.get("/settings")
    assert about_people <= {link["href"] for link in settings.select("main a")}

    pages.sign_in(asha)
    links = {link["href"] for link in pages.get("/settings").select("a")}
    assert not links & about_people
