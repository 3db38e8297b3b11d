"""What a page consists of, so that one like another need not be looked at again."""

from bs4 import BeautifulSoup, Tag


def parts(page: str) -> set[str]:
    """Return each kind of element with what it stands in; two rows of a list are one kind."""
    main = BeautifulSoup(page, "html.parser").select_one("main")
    assert main is not None
    kinds = {id(element): kind(element) for element in (main, *main.find_all(True))}
    return {f"{kinds[id(one.parent)]} > {kinds[id(one)]}" for one in main.find_all(True)}


def kind(element: Tag) -> str:
    classes, rest = element.get("class") or (), ("type", "role")
    return " ".join([element.name, *classes, *(str(element.get(name, "")) for name in rest)])
