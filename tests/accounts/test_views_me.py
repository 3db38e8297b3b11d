"""One's own pages: profile, password, language, council."""

from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import select

from helpdesk.accounts import services
from helpdesk.accounts.models import SignInSession
from helpdesk.infra import clock
from helpdesk.infra.db import db
from helpdesk.infra.drafts import Draft
from tests import factories
from tests.accounts.factories import PASSWORD, acting, at_the_door
from tests.audit.factories import last_entry
from tests.controls import successful
from tests.pages import PageClient

NEW = "mbuzi mweupe anacheka"


@pytest.fixture
def asha(app):
    return factories.user(name="Asha Mwakalinga")


@pytest.fixture
def own(pages, asha):
    pages.sign_in(asha)
    return pages


def words(page, selector="main"):
    return " ".join(page.select_one(selector).get_text(" ", strip=True).split())


def switched(pages, page, language, **files):
    """Press the language button of a page whose form is half filled in."""
    (form,) = page.select("#main-form")
    sent = successful(page, form)
    sent.setlist("language", [language])
    for name, value in files.items():
        sent.setlist(name, [value])
    return pages._followed(pages._send("POST", "/language", data=sent), 303)


def test_the_keys_are_turned_off_and_on_and_the_log_says_so(own, asha):
    assert "data-keys" not in own.get("/").body.attrs

    page = own.submit(own.get("/me"), shortcuts_on=None)

    assert own.get("/").body["data-keys"] == "off"
    assert last_entry().changes == '{"shortcuts_on":[true,false]}'
    own.submit(page, shortcuts_on="y")
    assert "data-keys" not in own.get("/").body.attrs


def test_ones_own_computer_is_remembered_by_the_browser_and_by_nobody_else(own, asha):
    page = own.submit(own.get("/me"), own_computer="y")

    assert page.select_one("#own_computer").has_attr("checked")
    cookie = own._client.get_cookie("own_computer")
    assert (cookie.value, cookie.http_only, cookie.same_site) == (str(asha.id), True, "Lax")
    page = own.submit(page, own_computer=None)
    assert not page.select_one("#own_computer").has_attr("checked")
    assert own._client.get_cookie("own_computer") is None


def test_whoever_saves_the_profile_leaves_anothers_word_about_the_computer(own, asha):
    own._client.set_cookie("own_computer", "987")

    page = own.submit(own.get("/me"))

    assert not page.select_one("#own_computer").has_attr("checked")
    assert own._client.get_cookie("own_computer").value == "987"


def test_phone_and_mail_are_changed_and_written_in_one_way(own, asha):
    page = own.submit(own.get("/me"), phone="0754 123 456", email="asha@mbaralidc.go.tz")

    assert "Mabadiliko yamehifadhiwa." in words(page)
    assert (asha.phone, asha.email) == ("+255754123456", "asha@mbaralidc.go.tz")


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"phone": "12345"}, "phone"),
        ({"phone": "0754 123 45"}, "phone"),
        ({"email": "asha"}, "email"),
        ({"email": "a b@c.tz"}, "email"),
        ({"email": "a" * 200 + "@c.tz"}, "email"),
        ({"preferred_language": "de"}, "preferred_language"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(own, asha, typed, field):
    page = own.submit(own.get("/me"), status=422, **typed)

    links = [a["href"] for a in page.select(".error-summary a")]
    assert [link.removesuffix("-0") for link in links] == [f"#{field}"]
    assert (asha.phone, asha.email, asha.language) == ("", "", "sw")


def test_the_language_is_kept_with_the_person(own, asha):
    page = own.submit(own.get("/me"), preferred_language="en")

    assert "Changes have been saved." in words(page, "[role=status]")
    assert page.h1.get_text(strip=True) == "My profile"
    assert asha.language == "en"


def test_a_stale_profile_is_refused_and_shows_what_changed(own, asha):
    page = own.get("/me")
    services.change_person(asha, actor=factories.program(asha.council_id), email="x@y.go.tz")

    refused = own.submit(page, phone="0754123456", status=409)

    assert "x@y.go.tz" in words(refused, ".error-summary")
    assert refused.select_one("#phone")["value"] == "+255754123456"
    assert asha.phone == ""


def test_the_own_sign_ins_are_listed_and_the_others_end_with_one_press(app, own, asha):
    other = at_the_door(app, asha)
    page = own.get("/me")
    assert len(page.select("tbody tr")) == 2
    assert words(page, "tbody").count("(hapa)") == 1

    page = own.press(page, "/me/sign-out-elsewhere")

    assert len(page.select("tbody tr")) == 1
    assert page.select('form[action="/me/sign-out-elsewhere"]') == []
    assert other.peek("/me").status_code == 303


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({}, "current_password", "Tafadhali jaza sehemu hii."),
        ({"current_password": "si hii kabisa"}, "current_password", "Hii si nywila yako ya sasa."),
        ({"new_password": "fupi"}, "new_password", "Tumia angalau herufi 10."),
        ({"new_password": "Mbarali@2026"}, "new_password", "rahisi kubahatisha"),
        ({"new_password": "Mwakalinga2026"}, "new_password", "Usitumie jina lako"),
        ({"new_password": PASSWORD}, "new_password", "tofauti na unayotumia sasa"),
        ({"new_password_again": "tofauti kabisa"}, "new_password_again", "hazifanani"),
    ],
)
def test_a_new_password_that_will_not_do(own, typed, field, said):
    filled = {"current_password": PASSWORD, "new_password": NEW, "new_password_again": NEW}
    if typed:
        again = typed.get("new_password", NEW)
        typed = {**filled, "new_password_again": again, **typed}

    page = own.submit(own.get("/me/password"), status=422, **typed)

    assert page.select_one(".error-summary a")["href"] == f"#{field}"
    assert said in words(page, ".error-summary")


def test_no_page_and_no_draft_keeps_a_password(own):
    typed = {"current_password": PASSWORD, "new_password": NEW, "new_password_again": "x"}

    page = own.submit(own.get("/me/password"), status=422, **typed)

    assert [field.get("value", "") for field in page.select("[type=password]")] == ["", "", ""]
    drafts = " ".join(db.session.scalars(select(Draft.fields)))
    assert NEW not in drafts
    assert PASSWORD not in drafts


def test_guessing_the_current_password_is_slowed_down_too(own):
    typed = {"current_password": "si hii kabisa", "new_password": NEW, "new_password_again": NEW}
    for _ in range(10):
        own.submit(own.get("/me/password"), status=422, **typed)

    page = own.submit(
        own.get("/me/password"), status=429, **{**typed, "current_password": PASSWORD}
    )

    assert page.h1.get_text(strip=True) == "Majaribio yamekuwa mengi"


def test_the_language_button_keeps_page_query_text_and_file(own, asha):
    picture = BytesIO()
    Image.new("RGB", (4, 4)).save(picture, "PNG")
    picture.seek(0)
    page = own.get("/tickets/new?asset=0")
    page.select_one("#subject")["value"] = "Printa haichapishi"

    page = switched(own, page, "en", files=(picture, "picha.png"))

    assert page.html["lang"] == "en"
    assert page.select_one("[name=next]")["value"] == "/tickets/new?asset=0"
    assert page.select_one("#subject")["value"] == "Printa haichapishi"
    assert "picha.png" in words(page, ".files")
    assert asha.language == "en"


def test_it_keeps_the_address_of_a_filtered_list(pages):
    chief = factories.user("administrator")
    pages.sign_in(chief)
    page = pages.get("/people/?q=asha&state=all")

    page = pages.press(page, "/language")

    assert page.html["lang"] == "en"
    assert page.select_one("#q")["value"] == "asha"
    assert page.select_one("#state [selected]")["value"] == "all"


def test_it_keeps_a_form_that_was_refused(own):
    refused = own.submit(own.get("/me"), phone="12345", status=422)

    page = switched(own, refused, "en")

    assert page.html["lang"] == "en"
    assert page.select_one("#phone")["value"] == "12345"


def test_a_visitor_changes_the_language_before_signing_in_and_keeps_it(app, asha):
    pages = PageClient(app)
    page = pages.get("/sign-in?next=/me")

    page = switched(pages, page, "en")
    assert page.html["lang"] == "en"
    assert page.select_one("#main-form")["action"] == "/sign-in?next=%2Fme"

    page = pages.submit(page, username=asha.username, password=PASSWORD)
    assert words(page, "h1") == "My profile"
    assert asha.language == "en"


def test_an_unknown_language_changes_nothing(own, asha):
    own.post("/language", language="de", next="/me")

    assert asha.language == "sw"


def test_the_language_button_does_not_make_ones_own_profile_stale(own, asha):
    page = own.get("/me")
    page.select_one("#phone")["value"] = "0754 111 222"

    back = switched(own, page, "en")

    assert back.select_one("[name=preferred_language][checked]")["value"] == "en"
    own.submit(back)
    assert (asha.phone, asha.language) == ("+255754111222", "en")


def test_the_choice_of_language_is_in_the_log(own, asha):
    own.post("/language", language="en", next="/me")

    last = last_entry()
    assert (last.action, last.actor_name) == ("account.set_language", "Asha Mwakalinga")


@pytest.fixture
def neighbour(asha):
    """Another council, in which Asha is an officer."""
    council = factories.council(name_sw="Halmashauri ya Chunya", name_en="Chunya")
    acting(asha, "technician", days=(0, 9), council_id=council.id)
    return council


def test_with_one_council_there_is_nothing_to_choose(own):
    assert own.get("/me").select("#council-form") == []


def test_one_works_in_one_council_at_a_time(own, asha, neighbour):
    own.sign_in(asha)
    home = factories.user(council_id=asha.council_id, name="Wa Nyumbani")
    page = own.get("/me")

    page = own.submit(page, form="council-form", council_id=neighbour.id)

    assert "Halmashauri ya Chunya" in words(page, ".masthead")
    assert "Afisa TEHAMA" in words(own.get("/me"), "dl")
    assert home.council_id != neighbour.id
    own.submit(own.get("/me"), form="council-form", council_id=asha.council_id)
    assert "Afisa TEHAMA" not in words(own.get("/me"), "dl")


def test_a_council_without_a_role_is_refused(own, asha, neighbour):
    stranger = factories.council()
    own.sign_in(asha)

    page = own.submit(own.get("/me"), form="council-form", council_id=stranger.id, status=422)

    assert page.select_one(".error-summary a")["href"] == "#council_id"


def test_going_to_another_council_ends_the_old_session_and_its_forms(own, asha, neighbour):
    own.sign_in(asha)
    opened_before = own.get("/me")
    cookie = own._client.get_cookie("helpdesk").value

    own.submit(opened_before, form="council-form", council_id=neighbour.id)

    copy = PageClient(own._client.application)
    copy._client.set_cookie("helpdesk", cookie)
    assert copy.peek("/me").status_code == 303
    assert own.sent(opened_before, phone="0754123456").status_code == 400
    open_ones = select(SignInSession).where(SignInSession.ended_at.is_(None))
    assert [one.council_id for one in db.session.scalars(open_ones)] == [neighbour.id]


def test_pages_of_oneself_need_a_sign_in(pages, app):
    for path in ("/me", "/me/password"):
        assert pages.redirected(path) == f"/sign-in?next={path.replace('/', '%2F')}"
    assert clock.now().tzinfo is not None


def test_saving_without_a_change_is_no_change(own, asha):
    before = last_entry().id

    own.submit(own.get("/me"))

    assert last_entry().id == before
