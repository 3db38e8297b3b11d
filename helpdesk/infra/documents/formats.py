"""A report printed in whatever form somebody asks for, in the report's own language."""

from dataclasses import dataclass
from enum import StrEnum

from flask_babel import force_locale

from helpdesk.infra.documents.csv import print_csv
from helpdesk.infra.documents.model import Report
from helpdesk.infra.documents.pdf import print_pdf
from helpdesk.infra.documents.xlsx import print_xlsx


class Format(StrEnum):
    PDF = "pdf"
    XLSX = "xlsx"
    CSV = "csv"


PRINTERS = {Format.PDF: print_pdf, Format.XLSX: print_xlsx, Format.CSV: print_csv}
MIMETYPES = {
    Format.PDF: "application/pdf",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.CSV: "text/csv",
}


@dataclass(frozen=True, slots=True)
class Printed:
    content: bytes
    mimetype: str
    extension: str


def print_as(report: Report, form: str) -> Printed:
    """Print as one of `Format`; another word is a ValueError."""
    wanted = Format(form)
    with force_locale(report.language):
        return Printed(PRINTERS[wanted](report), MIMETYPES[wanted], wanted.value)
