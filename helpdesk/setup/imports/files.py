"""The files beside this code: comma-separated lists, and councils as setup.toml describes them."""

import csv
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

Row = Mapping[str, str]

FILES = Path(__file__).parent.parent / "data"


@cache
def rows(name: str) -> tuple[Row, ...]:
    with (FILES / f"{name}.csv").open(newline="", encoding="utf-8") as file:
        return tuple(csv.DictReader(file))


def described(name: str) -> Mapping[str, Any]:
    return tomllib.loads((FILES / f"{name}.toml").read_text(encoding="utf-8"))
