"""How the numbers on papers and labels are spelt."""

from helpdesk.core.fiscal_year import FiscalYear


def reference(council_code: str, kind: str, year: FiscalYear, number: int) -> str:
    """Spell MBR/TKT/2026-27/00042; `number` begins anew with the council, the kind and the year."""
    return f"{council_code}/{kind}/{year.slug}/{number:05d}"


def asset_tag(council_code: str, category_code: str, number: int) -> str:
    """Spell MBR/ICT/PR/0011; `number` runs through the whole council, never anew by category.

    So it alone tells the council's devices apart, and `label_code` can do without the category.
    """
    return f"{council_code}/ICT/{category_code}/{number:04d}"


def label_code(council_code: str, number: int) -> str:
    """Spell MBR-0011, the address on a device's label, by the same number as its tag.

    Council codes are unique, hence so is this over all councils. A device that brought an older
    tag with it keeps that, and still takes the council's next number for its label.
    """
    return f"{council_code}-{number:04d}"
