"""What a page says, as a test asks for it."""


def words(page, selector="main"):
    return " ".join(page.select_one(selector).get_text(" ", strip=True).split())


def refused(page):
    return {a["href"].removeprefix("#"): a.get_text() for a in page.select(".error-summary a")}
