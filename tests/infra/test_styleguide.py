"""Components do what they promise to whoever reads, hears or types on a page."""

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask

from helpdesk.infra import styleguide

CODES = (400, 403, 404, 405, 409, 413, 422, 429, 500, 503)
GUIDE = (
    "/styleguide/",
    "/styleguide/?sort=-due&q=printa",
    "/styleguide/form/refused",
    "/styleguide/form/stale",
    "/styleguide/confirm",
    "/styleguide/bare",
    "/styleguide/paper",
    "/styleguide/errors/409?made_url=/tickets/1&kept_url=/tickets/new",
    *(f"/styleguide/errors/{code}" for code in CODES),
)


@pytest.fixture(params=GUIDE)
def page(request, pages) -> BeautifulSoup:
    return pages.get(request.param)


@pytest.fixture
def refused(pages) -> BeautifulSoup:
    return pages.get("/styleguide/form/refused")


def words(tag: Tag) -> str:
    return " ".join(tag.get_text().split())


def test_the_guide_is_not_for_councils():
    council = Flask(__name__)
    styleguide.init_app(council)

    assert "styleguide" not in council.blueprints


def test_what_a_box_points_to_is_there(page):
    pointed = [
        name
        for tag in page.select("[aria-describedby], [aria-labelledby], [list], [data-files]")
        for key in ("aria-describedby", "aria-labelledby", "list", "data-files")
        for name in tag.get(key, "").split()
    ]

    assert [name for name in pointed if not page.find(id=name)] == []


def test_nothing_speaks_the_language_of_the_browser(page):
    assert (
        page.select("[type=date], [type=time], [type=number], form[method=get]:not([novalidate])")
        == []
    )
    assert [
        f
        for f in page.select("form")
        if f.select("select, textarea") and not f.has_attr("novalidate")
    ] == []
    assert page.select("[type=file]:not(.file > *)") == []


def test_nothing_needs_more_than_the_policy_allows(page):
    assert page.select("[style], style, script:not([src]), [onclick], [onsubmit]") == []


def test_a_page_can_be_skipped_to_and_asked_about(page):
    assert page.main["id"] == "main"
    assert "Msaada" in page.footer.get_text()


def test_buttons_and_links_have_names(page):
    unnamed = [
        tag for tag in page.select("a, button") if not words(tag) and not tag.get("aria-hidden")
    ]

    assert unnamed == []


def test_the_summary_of_a_refused_form_leads_to_each_box_in_its_words(refused):
    links = refused.select(".error-summary a")

    assert len(links) == len(styleguide.REFUSABLE)
    for link in links:
        box = refused.find(id=str(link["href"]).removeprefix("#"))
        assert box is not None
        assert box.name in ("input", "select", "textarea")
        place = box.find_parent(class_="field-refused")
        said = words(place.select_one(".error")).removeprefix("Kosa: ")
        label = words(place.select_one("legend, label")).removesuffix(" (si lazima)")
        end = "" if label.endswith("?") else ":"
        assert words(link) == f"{label}{end} {said}"


def test_a_refused_box_says_so_to_those_who_hear_it(refused):
    box = refused.find(id="title")
    group = refused.find(id="hardship")

    assert box["aria-invalid"] == "true"
    assert box["aria-describedby"] == "title-hint title-error"
    assert group["aria-describedby"] == "hardship-error"


def test_the_title_of_a_refused_page_says_so_first(refused):
    assert words(refused.title).startswith("Kosa: Fomu iliyokataliwa")


def test_the_summary_is_what_a_refused_page_is_read_from(refused):
    summary = refused.select_one("main .error-summary")

    assert (summary["role"], summary["tabindex"], summary.has_attr("autofocus")) == (
        "alert",
        "-1",
        True,
    )
    assert refused.h1 in summary.find_all_next("h1")


def test_files_that_were_sent_are_shown_and_can_be_let_go(refused):
    drop = refused.select_one("[name=drop_files]")

    assert drop["value"] == "1f"
    assert words(refused.find("label", attrs={"for": drop["id"]})) == "Ondoa printa.jpg"
    assert "printa.jpg (212 kB)" in words(refused)


def test_a_stale_form_says_that_what_was_typed_is_kept(pages):
    summary = pages.get("/styleguide/form/stale").select_one(".error-summary")

    assert "Kumbukumbu hii ilibadilishwa na mtumiaji mwingine" in words(summary)
    assert "Ulichoandika kimehifadhiwa" in words(summary)


def test_what_may_stay_empty_says_so_in_words(pages):
    page = pages.get("/styleguide/")
    optional = {label["for"] for label in page.select("label") if "(si lazima)" in label.get_text()}

    assert optional == {"details", "minutes", "files"}


def test_a_date_is_asked_in_three_boxes_of_its_group(pages):
    boxes = pages.get("/styleguide/").select("fieldset#found_on input")

    assert [box["name"] for box in boxes] == ["found_on-day", "found_on-month", "found_on-year"]
    assert {box["inputmode"] for box in boxes} == {"numeric"}


def test_the_language_switch_takes_the_typed_form_along(pages):
    switch = pages.get("/styleguide/?q=printa").select_one("button[name=language]")

    assert (switch["form"], switch["formaction"], switch["value"]) == (
        "main-form",
        "/language",
        "en",
    )
    assert (switch["lang"], switch.has_attr("formnovalidate")) == ("en", True)


def test_enter_in_a_box_does_not_press_the_language_switch(pages):
    page = pages.get("/styleguide/")
    first, second, *_others = [
        button for button in page.select("button") if button.get("form") == "main-form"
    ]

    assert second["name"] == "language"
    assert not first.has_attr("name")
    assert not first.has_attr("formaction")


def test_the_form_knows_the_page_it_is_on(pages):
    page = pages.get("/styleguide/?q=printa")

    assert page.select_one("#main-form [name=next]")["value"] == "/styleguide/?q=printa"


def test_a_page_without_a_form_keeps_its_address_in_the_other_language(pages):
    page = pages.get("/styleguide/errors/404?words=x")
    form = page.select_one("form[action='/language']")

    assert form.select_one("[name=next]")["value"] == "/styleguide/errors/404?words=x"
    assert form.select_one("[name=csrf_token]")
    assert form.select_one("button")["value"] == "en"


def test_a_sorted_column_says_which_way_and_offers_the_other(pages):
    head = pages.get("/styleguide/?q=printa&after=7~x").select_one("th[aria-sort]")

    assert head["aria-sort"] == "ascending"
    assert head.a["href"] == "/styleguide/?q=printa&sort=-due"


def test_the_pager_keeps_the_filter(pages):
    older, newer = pages.get("/styleguide/?q=printa&after=1~x").select(".pager a")

    assert older["href"] == "/styleguide/?q=printa&before=3~a"
    assert newer["href"] == "/styleguide/?q=printa&after=7~b"


def test_an_undo_is_a_form_with_a_token(pages):
    form = pages.get("/styleguide/").select_one(".notice-done form")

    assert {box["name"] for box in form.select("input")} == {"csrf_token", "request_key", "version"}


def test_an_internal_note_differs_in_words_too(pages):
    assert words(pages.get("/styleguide/").select_one(".internal strong")) == "Dokezo la ndani"


def test_an_act_that_cannot_be_undone_names_what_follows_first(pages):
    page = pages.get("/styleguide/confirm")

    assert "Waombaji 9 watajulishwa" in words(page.main)
    assert page.select_one(".buttons .button-danger")
    assert words(page.select_one(".buttons a")) == "Ghairi"


def test_a_refused_guide_keeps_what_was_typed(pages):
    page = pages.submit(pages.get("/styleguide/"), details="Tangu jana", status=422)

    assert page.find(id="details").get_text().strip() == "Tangu jana"
    assert words(page.select_one(".error-summary h2")) == "Kuna tatizo"


def test_an_error_page_names_the_number_and_leads_back(pages):
    page = pages.get("/styleguide/errors/500?kept_url=/tickets/new?draft=k")

    assert "0f3c9a" in words(page.main)
    assert [a["href"] for a in page.select("main .buttons a")] == ["/tickets/new?draft=k"]


def test_a_form_sent_twice_leads_to_what_the_first_press_made(pages):
    page = pages.get("/styleguide/errors/409?made_url=/tickets/1&kept_url=/tickets/new")

    assert [a["href"] for a in page.select("main .buttons a")] == ["/tickets/1", "/tickets/new"]
