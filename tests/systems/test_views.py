"""The register of systems as staff and officers meet it."""

import csv
import io

import pytest

from helpdesk.accounts.queries import as_actor
from helpdesk.infra.db import db
from helpdesk.systems import services
from helpdesk.systems.models import System, SystemUse
from tests import factories
from tests.systems.factories import system as some_system

MUSE = {
    "acronym": "MUSE",
    "full_name": "Mfumo wa Ulipaji Serikalini",
    "owner": "Wizara ya Fedha",
    "help_contact": "0000 111 222",
    "purpose_sw": "Malipo na hesabu",
    "purpose_en": "Payments and accounts",
}


@pytest.fixture
def officer(app):
    return factories.user("technician")


@pytest.fixture
def staff(officer):
    return factories.user(council_id=officer.council_id, name="Bi Kinara", phone="+255754123456")


@pytest.fixture
def finance(officer):
    return factories.department(officer.council_id, name_sw="Fedha na Uhasibu")


@pytest.fixture
def muse(officer):
    return some_system(officer.council_id, **MUSE)


@pytest.fixture
def use(muse, officer, finance, staff):
    return services.add_use(muse, finance, champion=staff, actor=as_actor(officer))


def words(page, selector="main"):
    return " ".join(" ".join(found.get_text(" ").split()) for found in page.select(selector))


def rows(page):
    return [words(row, "a") for row in page.select("tbody th")]


def test_a_system_is_entered_and_everybody_reads_whom_to_ask(pages, officer, staff, finance):
    pages.sign_in(officer)
    shown = pages.submit(pages.get("/systems/new"), **MUSE, is_critical="y")
    (muse,) = db.session.scalars(db.select(System))
    adding = pages.get(f"/systems/{muse.id}/departments/new")
    pages.submit(adding, department_id=str(finance.id), champion_name="bi kinara")
    assert "Ukisimama, kazi husimama" in words(shown)

    pages.sign_in(staff)
    read = pages.get(f"/systems/{muse.id}")
    row = words(read, "tbody tr")
    assert "Fedha na Uhasibu" in row
    assert "Bi Kinara" in row
    assert "0000 111 222" in words(read, "dl")
    assert not read.select("main form")
    assert rows(pages.get("/systems/")) == ["MUSE"]


def test_a_short_name_that_is_taken_is_refused(pages, officer, muse):
    pages.sign_in(officer)

    refused = pages.submit(pages.get("/systems/new"), status=422, **MUSE)

    assert [link["href"] for link in refused.select(".error-summary a")] == ["#acronym"]


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("acronym", ""),
        ("acronym", "x" * 41),
        ("full_name", ""),
        ("full_name", "a\x00b"),
        ("purpose_sw", ""),
        ("purpose_en", "x" * 501),
        ("help_contact", "x" * 201),
    ],
)
def test_bad_input_is_refused_at_its_box(pages, officer, field, typed):
    pages.sign_in(officer)

    refused = pages.submit(pages.get("/systems/new"), status=422, **{**MUSE, field: typed})

    assert [link["href"] for link in refused.select(".error-summary a")] == [f"#{field}"]


def test_markup_in_a_system_is_shown_as_it_was_typed(pages, staff):
    hostile = "<script>alert(1)</script>"
    system = some_system(staff.council_id, acronym=hostile, purpose_sw=hostile)
    pages.sign_in(staff)

    assert pages.get(f"/systems/{system.id}").h1.get_text(strip=True) == hostile
    assert not pages.get("/systems/").select("main script")


def test_a_system_is_corrected(pages, officer, muse):
    pages.sign_in(officer)

    shown = pages.submit(pages.get(f"/systems/{muse.id}/change"), full_name="MUSE mpya")

    assert "MUSE mpya" in words(shown)


def test_a_stale_save_is_refused_and_shows_what_others_changed(pages, officer, muse):
    pages.sign_in(officer)
    mine = pages.get(f"/systems/{muse.id}/change")
    pages.submit(pages.get(f"/systems/{muse.id}/change"), owner="Hazina")

    refused = pages.submit(mine, status=409, owner="Wizara")

    assert "Hazina" in words(refused, ".error-summary")


def test_retiring_is_undone(pages, officer, muse):
    pages.sign_in(officer)
    retired = pages.press(pages.get(f"/systems/{muse.id}"), f"/systems/{muse.id}/retire")
    assert rows(pages.get("/systems/")) == []
    assert rows(pages.get("/systems/?state=retired")) == ["MUSE"]

    notice = retired.select_one("[role=status] form")
    retired.select_one(".buttons form").decompose()
    pages.press(retired, notice["action"])

    assert rows(pages.get("/systems/")) == ["MUSE"]


def test_another_champion_is_named_or_none(pages, officer, muse, use):
    other = factories.user(council_id=officer.council_id, name="Bw Mwingine")
    pages.sign_in(officer)
    page = pages.get(f"/systems/{muse.id}/departments/{use.id}")
    assert page.select_one("#champion_name")["value"].startswith("Bi Kinara (")

    shown = pages.submit(page, champion_name=f"Bw Mwingine ({other.username})")
    assert "Bw Mwingine" in words(shown, "tbody")
    changing = pages.get(f"/systems/{muse.id}/departments/{use.id}")
    assert "Bw Mwingine" not in words(pages.submit(changing, champion_name=""), "tbody")


@pytest.mark.parametrize("typed", ["Hakuna Mtu", "x" * 121, "<b>"])
def test_a_champion_whom_nobody_knows_is_refused(pages, officer, muse, finance, typed):
    pages.sign_in(officer)
    page = pages.get(f"/systems/{muse.id}/departments/new")

    refused = pages.submit(page, status=422, department_id=str(finance.id), champion_name=typed)

    refusals = {link["href"] for link in refused.select(".error-summary a")}
    assert refusals == {"#champion_name"}


def test_a_department_must_be_chosen_and_is_offered_once(pages, officer, muse, use, finance):
    pages.sign_in(officer)
    page = pages.get(f"/systems/{muse.id}/departments/new")

    assert str(finance.id) not in [one["value"] for one in page.select("option")]
    refused = pages.submit(page, status=422)
    assert [link["href"] for link in refused.select(".error-summary a")] == ["#department_id"]


def test_a_department_taken_off_comes_back(pages, officer, muse, use):
    pages.sign_in(officer)
    path = f"/systems/{muse.id}/departments/{use.id}"

    off = pages.press(pages.get(f"/systems/{muse.id}"), f"{path}/end")
    assert not off.select("tbody")
    back = pages.press(off, f"{path}/resume")

    assert "Bi Kinara" in words(back, "tbody")


def test_the_use_of_one_system_is_not_that_of_another(pages, officer, use):
    other = some_system(officer.council_id)
    pages.sign_in(officer)

    pages.get(f"/systems/{other.id}/departments/{use.id}", status=404)


def test_a_system_of_another_council_does_not_exist(pages, muse, use):
    pages.sign_in(factories.user("head"))

    for path in ("", "/change", "/departments/new", f"/departments/{use.id}"):
        pages.get(f"/systems/{muse.id}{path}", status=404)
    for act in ("retire", "restore", f"departments/{use.id}/end", f"departments/{use.id}/resume"):
        pages.post(f"/systems/{muse.id}/{act}", status=404)


def test_a_button_pressed_without_a_version_is_stale(pages, officer, muse, use):
    pages.sign_in(officer)

    for act in ("retire", "restore", f"departments/{use.id}/end", f"departments/{use.id}/resume"):
        pages.post(f"/systems/{muse.id}/{act}", status=409)


@pytest.mark.parametrize(
    "query", ["state=hakuna", "department=x", "department=999999999999999999999", "q=%00"]
)
def test_filters_that_make_no_sense_narrow_nothing(pages, staff, muse, query):
    pages.sign_in(staff)

    assert rows(pages.get(f"/systems/?{query}")) == ["MUSE"]


def test_the_register_is_taken_away_as_it_is_narrowed(pages, staff, muse, use):
    some_system(staff.council_id, acronym="TAUSI")
    pages.sign_in(staff)

    sheet = pages.download("/systems/?q=muse&format=csv").get_data(as_text=True)

    (line,) = [one for one in csv.reader(io.StringIO(sheet)) if one and one[0] == "MUSE"]
    assert "Fedha na Uhasibu: Bi Kinara" in line
    assert "TAUSI" not in sheet
    for kind, beginning in (("xlsx", b"PK"), ("pdf", b"%PDF")):
        assert pages.download(f"/systems/?format={kind}").data.startswith(beginning)


@pytest.mark.sqlite_only(reason="a page runs as many statements on every database")
def test_pages_run_as_many_statements_for_2000_systems_as_for_20(pages, officer, muse, use):
    pages.sign_in(officer)
    paths = ["/systems/", f"/systems/{muse.id}"]
    multiply(muse, use, 20)
    few = [pages.statements(path) for path in paths]
    multiply(muse, use, 1980)

    assert [pages.statements(path) for path in paths] == few


def multiply(system, use, times):
    taken = db.session.scalar(db.select(db.func.max(System.id))) or 0
    columns = [one.key for one in System.__table__.columns if one.key not in ("id", "acronym")]
    row = {key: getattr(system, key) for key in columns}
    ids = range(taken + 1, taken + 1 + times)
    copies = [{**row, "id": key, "acronym": f"X{key}"} for key in ids]
    db.session.execute(db.insert(System), copies)
    used = {"department_id": use.department_id, "champion_id": use.champion_id, "version": 1}
    db.session.execute(db.insert(SystemUse), [{**used, "system_id": key} for key in ids])
