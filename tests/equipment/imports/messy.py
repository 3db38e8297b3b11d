"""A messy inventory as offices keep it, with known numbers of good and bad rows."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from io import BytesIO

from xlsxwriter import Workbook  # type: ignore[import-untyped]

HEADINGS = (
    "S/N",
    "Aina",
    "Chapa",
    "Modeli",
    "Namba ya mfululizo",
    "Idara",
    "Mahali kilipo",
    "Tarehe ya kununua",
    "Bei (TZS)",
    "Hali",
    "Anayetumia",
)
CODE = HEADINGS.index("Namba ya mfululizo")
FIRST_ROW = 5  # of the spreadsheet's own counting; two titles, an empty row and the headings
SPAN = 10  # rows that share one merged cell


@dataclass
class Messy:
    """Rows as a person typed them, and what is expected of each by its number in the sheet."""

    rows: list[list[object]] = field(default_factory=list)
    wrong: dict[int, tuple[str, str]] = field(default_factory=dict)
    good: int = 0


def messy(count: int, *, department: str, place: str, person: str) -> Messy:
    made = Messy()
    for number in range(count):
        row = _row(number, department, place, person)
        fault = FAULTS.get(number % 100)
        if fault is not None:
            place_in_row, value, column, reason = fault
            row[place_in_row] = value if value != "double" else f"SN{number - 1:06d}"
            made.wrong[FIRST_ROW + number] = (column, reason)
        else:
            made.good += 1
        made.rows.append(row)
    return made


FAULTS: dict[int, tuple[int, object, str, str]] = {
    7: (7, "31/02/2024", "purchased_on", "date"),
    17: (8, "laki tatu", "purchase_cost", "amount"),
    27: (5, "Idara ya Mambo", "department_id", "unknown"),
    37: (6, "", "location_id", "missing"),
    47: (4, "double", "serial_number", "double"),
    57: (10, "Mtu Asiyejulikana", "custodian_id", "unknown"),
    67: (2, "", "manufacturer", "missing"),
    77: (8, "-5,000", "purchase_cost", "amount"),
    87: (9, "Kimeliwa na panya", "status", "unknown"),
    97: (7, "2019", "purchased_on", "date"),
}


def _row(number: int, department: str, place: str, person: str) -> list[object]:
    bought = date(2020, 1, 1) + timedelta(days=number % 1500)
    dates = (f"{bought:%d/%m/%Y}", f"{bought:%d-%m-%y}", (bought - date(1899, 12, 30)).days, bought)
    costs = (
        1_250_000 + number,
        f"{1_250_000 + number:,}",
        f"TSh {900_000 + number}/=",
        " 750 000 ",
    )
    return [
        number + 1,
        ("Printa", " printer ", "PRINTA")[number % 3],
        "Canon",
        f"Pixma  G{number % 40}",
        (f"sn{number:06d}", f" SN{number:06d} ")[number % 2],
        (department, department.upper())[number % 2],
        f"  {place} ",
        dates[number % 4],
        costs[number % 4],
        ("Nzuri", "Kinatumika", "Mbovu")[number % 3],
        (person, "", "-")[number % 3],
    ]


def as_xlsx(made: Messy) -> bytes:
    """With a title in merged cells, departments merged over rows, and costs that are formulas."""
    target = BytesIO()
    book = Workbook(target, {"in_memory": True})
    sheet, day = book.add_worksheet("Orodha"), book.add_format({"num_format": "dd/mm/yyyy"})
    sheet.merge_range(0, 0, 0, len(HEADINGS) - 1, "HALMASHAURI YA WILAYA YA MBARALI")
    sheet.merge_range(1, 0, 1, len(HEADINGS) - 1, "REJESTA YA VIFAA VYA TEHAMA")
    sheet.write_row(3, 0, HEADINGS)
    for at, row in enumerate(made.rows, start=FIRST_ROW - 1):
        for column, cell in enumerate(row):
            if isinstance(cell, date):
                sheet.write_datetime(at, column, cell, day)
            elif column == 8 and isinstance(cell, int):
                sheet.write_formula(at, column, f"={cell}-0", None, cell)
            else:
                sheet.write(at, column, cell)
    for at in range(FIRST_ROW - 1 + 20, FIRST_ROW - 1 + len(made.rows) - SPAN, 100):
        if at % 2 == 0:  # rows 20 to 25 of each hundred are all good, and of one department
            sheet.merge_range(at, 5, at + 5, 5, made.rows[at - FIRST_ROW + 1][5])
    book.close()
    return target.getvalue()


def as_csv(made: Messy, encoding: str, separator: str = ";") -> bytes:
    lines: list[list[object]] = [["HALMASHAURI YA WILAYA"], ["REJESTA"], [], list(HEADINGS)]
    text = "\r\n".join(
        separator.join(_typed(cell, separator) for cell in row) for row in [*lines, *made.rows]
    )
    return text.encode(encoding)


def _typed(cell: object, separator: str) -> str:
    words = f"{cell:%d/%m/%Y}" if isinstance(cell, date) else str(cell)
    return f'"{words}"' if separator in words else words
