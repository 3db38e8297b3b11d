"""Articles as readers and officers meet them."""

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import func
from time_machine import travel

from helpdesk.infra.db import db
from helpdesk.knowledge import services
from helpdesk.knowledge.models import Article, Feedback, Revision
from helpdesk.knowledge.rules import Status, Topic
from tests import factories
from tests.factories import MONDAY_MORNING
from tests.knowledge.factories import article as some_article
from tests.knowledge.factories import texts
from tests.sheets import column

WRITTEN = {
    "topic": "printer",
    "title_sw": "Printa haichapishi",
    "problem_sw": "Hakuna karatasi inayotoka.",
    "cause_sw": "",
    "solution_sw": "1. Washa printa.\n2. Weka karatasi.",
    "keywords": "haiprinti",
}
ENGLISH = {
    "title_en": "The printer does not print",
    "problem_en": "No paper comes out.",
    "solution_en": "1. Switch it on.\n2. Add paper.",
}


@pytest.fixture
def officer(app):
    return factories.user("technician", name="Bi Afisa")


@pytest.fixture
def reader(officer):
    return factories.user(council_id=officer.council_id)


@pytest.fixture
def article(officer):
    said: dict[str, Any] = {**WRITTEN, **ENGLISH, "topic": Topic.PRINTER}
    return some_article(officer.council_id, **said)


def words(page, selector="main"):
    return " ".join(" ".join(found.get_text(" ").split()) for found in page.select(selector))


def rows(page):
    return [words(row, "a") for row in page.select("tbody th")]


def test_an_article_is_written_published_and_read(pages, officer, reader):
    pages.sign_in(officer)
    draft = pages.submit(pages.get("/articles/new"), **WRITTEN)
    (written,) = db.session.scalars(db.select(Article))
    assert "Rasimu" in words(draft)

    pages.press(draft, f"/articles/{written.id}/publish")

    pages.sign_in(reader)
    shown = pages.get(f"/articles/{written.id}")
    assert shown.h1.get_text(strip=True) == "Printa haichapishi"
    assert [one.get_text(strip=True) for one in shown.select("h2")][:2] == ["Changamoto", "Utatuzi"]
    assert "Bi Afisa" in words(shown, "aside")
    assert not shown.select("[action$=retire]")


def test_each_language_is_written_as_a_whole_or_not_at_all(pages, officer):
    pages.sign_in(officer)
    page = pages.get("/articles/new")

    refused = pages.submit(page, status=422, **WRITTEN, title_en="The printer does not print")

    refusals = [link["href"] for link in refused.select(".error-summary a")]
    assert refusals == ["#problem_en", "#solution_en"]
    pages.submit(refused, **ENGLISH)


def headings(page, language):
    return [one.get_text(strip=True) for one in page.select(f"main h2[lang={language}]")]


def test_a_reader_of_english_gets_swahili_where_english_is_missing(pages, reader, article):
    swahili_only = some_article(reader.council_id, title_sw="Karatasi imekwama")
    pages.sign_in(reader)
    pages.press(pages.get("/articles/"), "/language")

    shown = pages.get(f"/articles/{article.id}")
    assert shown.h1.get_text(strip=True) == "The printer does not print"
    assert "Printa haichapishi" in words(shown, "details")
    assert "exists in" not in words(shown)
    assert headings(shown, "en")[0] == "Problem"
    assert headings(shown, "sw")[0] == "Changamoto"
    other = pages.get(f"/articles/{swahili_only.id}")
    assert (other.h1.get_text(strip=True), other.h1["lang"]) == ("Karatasi imekwama", "sw")
    assert "This article exists in Swahili only." in words(other)
    assert headings(other, "sw")[0] == "Changamoto"
    assert not headings(other, "en")


def test_the_list_finds_by_words_topic_and_status(pages, officer, article):
    some_article(officer.council_id, title_sw="Nywila", topic=Topic.ACCESS, status=Status.DRAFT)
    pages.sign_in(officer)

    assert rows(pages.get("/articles/")) == ["Nywila", "Printa haichapishi"]
    assert rows(pages.get("/articles/?q=printer")) == ["Printa haichapishi"]
    assert rows(pages.get("/articles/?topic=access")) == ["Nywila"]
    assert rows(pages.get("/articles/?status=published")) == ["Printa haichapishi"]
    assert len(rows(pages.get("/articles/?status=hakuna&topic=x"))) == 2


def test_a_reader_cannot_ask_for_drafts(pages, reader, article):
    draft = some_article(reader.council_id, status=Status.DRAFT)
    pages.sign_in(reader)

    page = pages.get("/articles/?status=draft")

    assert rows(page) == ["Printa haichapishi"]
    assert not page.select("[name=status]")
    pages.get(f"/articles/{draft.id}", status=404)


def test_a_search_without_a_match_shows_what_comes_near(pages, reader, article):
    pages.sign_in(reader)

    page = pages.get("/articles/?q=printa+haichapishi+kabisa+zambarau")

    assert [link["href"] for link in page.select("main li a")] == [f"/articles/{article.id}"]
    assert page.select("a[href^='/tickets/new']")


def test_whom_it_did_not_help_is_led_to_a_report(pages, reader, article):
    pages.sign_in(reader)
    page = pages.get(f"/articles/{article.id}")

    after = answered(pages, page, "no")

    (link,) = after.select("main section a")
    assert link["href"] == "/tickets/new?subject=Printa+haichapishi"
    again = answered(pages, after, "yes")
    assert not again.select("main section a")
    assert db.session.scalar(db.select(func.count()).select_from(Feedback)) == 1


def answered(pages, page, answer):
    """Press the button that says `answer`."""
    for form in page.select("form[action$=feedback]"):
        if form.select_one("[name=helpful]")["value"] != answer:
            form.decompose()
    return pages.press(page, page.select_one("form[action$=feedback]")["action"])


def test_an_answer_that_is_none_is_refused(pages, reader, article):
    pages.sign_in(reader)
    page = pages.get(f"/articles/{article.id}")
    page.select_one("[name=helpful]")["value"] = "labda"
    page.select("form[action$=feedback]")[1].decompose()

    pages.press(page, f"/articles/{article.id}/feedback", status=422)


def test_officers_see_whom_it_helped(pages, officer, reader, article):
    pages.sign_in(reader)
    answered(pages, pages.get(f"/articles/{article.id}"), "yes")
    pages.sign_in(officer)

    assert "Msomaji 1: Ndiyo 1, hapana 0" in words(pages.get("/articles/"), "tbody")
    assert "Wasomaji waliojibu 1" in words(pages.get(f"/articles/{article.id}"), "aside")
    sheet = pages.download("/articles/?format=csv")
    assert column(sheet, "Wasomaji waliojibu") == ["1"]


def test_an_article_counts_who_opens_it_once_a_day_but_for_officers(
    pages, officer, reader, article
):
    url = f"/articles/{article.id}"
    for person in (officer, reader, reader):
        pages.sign_in(person)
        pages.get(url)
    pages.sign_in(officer)

    assert "Imefunguliwa mara 1" in words(pages.get(url), "aside")
    assert column(pages.download("/articles/?format=csv"), "Imefunguliwa mara") == ["1"]
    with travel(MONDAY_MORNING + timedelta(days=1), tick=False):
        pages.sign_in(reader)
        pages.get(url)
        pages.sign_in(officer)
        assert "Imefunguliwa mara 2" in words(pages.get(url), "aside")


def test_a_save_is_undone_and_every_text_is_kept(pages, officer, article):
    pages.sign_in(officer)
    changed = pages.submit(pages.get(f"/articles/{article.id}/change"), title_sw="Printa imegoma")
    assert changed.h1.get_text(strip=True) == "Printa imegoma"

    undone = pages.press(changed, changed.select_one("[action$=bring-back]")["action"])

    assert undone.h1.get_text(strip=True) == "Printa haichapishi"
    history = pages.get(f"/articles/{article.id}/history")
    assert len(rows(history)) == 2


def test_a_former_text_is_read_and_brought_back(pages, officer, article):
    pages.sign_in(officer)
    pages.submit(pages.get(f"/articles/{article.id}/change"), title_sw="Printa imegoma")
    (revision,) = db.session.scalars(db.select(Revision))

    former = pages.get(f"/articles/{article.id}/history/{revision.id}")
    assert former.h1.get_text(strip=True) == "Printa haichapishi"
    back = pages.press(former, f"/articles/{article.id}/history/{revision.id}/bring-back")

    assert back.h1.get_text(strip=True) == "Printa haichapishi"
    other = some_article(officer.council_id)
    pages.get(f"/articles/{other.id}/history/{revision.id}", status=404)


def test_a_stale_save_is_refused_and_shows_both_texts(pages, officer, article):
    pages.sign_in(officer)
    mine = pages.get(f"/articles/{article.id}/change")
    pages.submit(pages.get(f"/articles/{article.id}/change"), solution_sw="Wao walikuwa wa kwanza")

    refused = pages.submit(mine, status=409, solution_sw="Yangu")

    assert "Wao walikuwa wa kwanza" in words(refused, ".error-summary")
    assert refused.select_one("#solution_sw").get_text(strip=True) == "Yangu"


@pytest.mark.parametrize("act", ["publish", "withdraw", "retire"])
def test_a_move_without_a_version_is_stale(pages, officer, article, act):
    pages.sign_in(officer)

    pages.post(f"/articles/{article.id}/{act}", status=409)


def test_a_retired_article_is_gone_for_readers_until_that_is_undone(
    pages, officer, reader, article
):
    pages.sign_in(officer)
    retired = pages.press(pages.get(f"/articles/{article.id}"), f"/articles/{article.id}/retire")

    pages.sign_in(reader)
    pages.get(f"/articles/{article.id}", status=404)

    pages.sign_in(officer)
    undo = retired.select_one("[role=status] form")["action"]
    pages.press(pages.get(f"/articles/{article.id}"), undo)
    pages.sign_in(reader)
    pages.get(f"/articles/{article.id}")


def test_a_file_of_an_article_is_seen_by_whom_the_article_is(pages, officer, reader):
    pages.sign_in(officer)
    picture = io.BytesIO()
    Image.new("RGB", (4, 4)).save(picture, "PNG")
    sent = {**WRITTEN, "files": (io.BytesIO(picture.getvalue()), "trei.png")}
    draft = pages.submit(pages.get("/articles/new"), **sent)
    (file,) = draft.select("main .files a")

    pages.sign_in(reader)
    pages.get(file["href"], status=404)

    pages.sign_in(officer)
    (written,) = db.session.scalars(db.select(Article))
    pages.press(pages.get(f"/articles/{written.id}"), f"/articles/{written.id}/publish")
    pages.sign_in(reader)
    assert pages.download(file["href"]).mimetype == "image/png"


def test_an_article_of_another_council_does_not_exist(pages, article):
    pages.sign_in(factories.user("head"))

    for path in ("", "/change", "/history"):
        pages.get(f"/articles/{article.id}{path}", status=404)
    for act in ("publish", "withdraw", "retire", "feedback"):
        pages.post(f"/articles/{article.id}/{act}", status=404)


@pytest.mark.parametrize("path", ["new", "{}/change", "{}/history"])
def test_a_reader_writes_nothing(pages, reader, article, path):
    pages.sign_in(reader)

    pages.get(f"/articles/{path.format(article.id)}", status=403)


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("title_sw", ""),
        ("title_sw", "x" * 121),
        ("problem_sw", ""),
        ("solution_sw", "x" * 10_001),
        ("solution_sw", "a\x00b"),
        ("topic", "hakuna"),
        ("keywords", "x" * 301),
    ],
)
@pytest.mark.sqlite_only(reason="a form refuses the same on every database")
def test_bad_input_is_refused_at_its_box(pages, officer, field, typed):
    pages.sign_in(officer)

    refused = pages.submit(pages.get("/articles/new"), status=422, **{**WRITTEN, field: typed})

    assert [link["href"] for link in refused.select(".error-summary a")] == [f"#{field}"]


def test_markup_in_an_article_is_shown_as_it_was_typed(pages, officer):
    hostile = "<script>alert(1)</script>{{ 7*7 }}"
    made = some_article(officer.council_id, title_sw=hostile, problem_sw=hostile)
    pages.sign_in(officer)

    shown = pages.get(f"/articles/{made.id}")

    assert shown.h1.get_text(strip=True) == hostile
    assert not shown.select("main script")


def test_the_list_is_taken_away_as_it_is_narrowed(pages, officer, article):
    some_article(officer.council_id, title_sw="Nywila", topic=Topic.ACCESS)
    pages.sign_in(officer)

    sheet = pages.download("/articles/?topic=printer&format=csv").get_data(as_text=True)

    lines = list(csv.reader(io.StringIO(sheet.lstrip("\ufeff"))))
    assert [line[0] for line in lines if "Printa haichapishi" in line] == ["Printa haichapishi"]
    assert not any("Nywila" in line for line in lines)
    for kind, beginning in (("xlsx", b"PK"), ("pdf", b"%PDF")):
        assert pages.download(f"/articles/?format={kind}").data.startswith(beginning)


@pytest.mark.sqlite_only(reason="a page runs as many statements on every database")
def test_pages_run_as_many_statements_for_2000_articles_as_for_20(pages, officer, article):
    pages.sign_in(officer)
    paths = ["/articles/", "/articles/?q=printa", f"/articles/{article.id}", "/"]
    multiply(article, 20)
    few = [pages.statements(path) for path in paths]
    multiply(article, 1980)

    assert [pages.statements(path) for path in paths] == few
    assert "zaidi ya 1,000" in words(pages.get("/articles/"))


def multiply(article, times):
    row = {
        one.key: getattr(article, one.key) for one in Article.__table__.columns if one.key != "id"
    }
    db.session.execute(db.insert(Article), [row] * times)


def test_a_long_history_comes_in_pages(pages, officer, article):
    program = factories.program(officer.council_id)
    for number in range(60):
        said = texts(title_sw=f"Printa {number}")
        services.change(article, said, actor=program, now=MONDAY_MORNING)
    pages.sign_in(officer)

    page = pages.get(f"/articles/{article.id}/history")

    assert len(rows(page)) == 50
    assert "60" in words(page)
    assert len(rows(pages.get(page.select_one("a[rel=next]")["href"]))) == 10


def test_the_home_page_leads_to_the_articles(pages, reader):
    pages.sign_in(reader)

    assert pages.get("/").select("main a.tile[href='/articles/']")
