"""A report with a block of each kind, and a way to print it without the whole program."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

from flask import Flask
from flask_babel import Babel
from pypdf import PdfReader

from helpdesk.infra.documents import web
from helpdesk.infra.documents.formats import print_as
from helpdesk.infra.documents.model import (
    Block,
    Column,
    Facts,
    Figure,
    FigureKind,
    Letterhead,
    Paragraph,
    Report,
    Section,
    Series,
    Signature,
    Table,
    Tile,
    Tiles,
)
from helpdesk.infra.messages import PoDomain
from helpdesk.paths import shipped

APP = Flask("paper", template_folder=str(shipped("templates")))
APP.jinja_options = {**APP.jinja_options, "trim_blocks": True, "lstrip_blocks": True}
Babel(APP, locale_selector=lambda: "en").domain_instance = PoDomain("messages")
web.init_app(APP)

PARTS = Table(
    [
        Column("Kipuri", 3),
        Column("Tarehe"),
        Column("Idadi", numeric=True),
        Column("Gharama (TZS)", 2, numeric=True),
    ],
    [
        ("=2+2", date(2026, 7, 9), 1250, Decimal("25000.00")),
        ("RAM 8GB <b>", None, None, Decimal("-85000.50")),
    ],
    totals=(None, None, 1250, Decimal("-60000.50")),
    caption="Vipuri vilivyotumika",
)
MONTHS = ["Julai", "Agosti", "Septemba"]
BARS = Figure(
    "Matengenezo kinga", FigureKind.BARS, MONTHS, [Series("Yaliyopangwa", [12, 0, 9])], "Idadi"
)
REPORT = Report(
    letterhead=Letterhead(
        (
            "JAMHURI YA MUUNGANO WA TANZANIA",
            "HALMASHAURI YA WILAYA YA MBARALI",
            "Kitengo cha TEHAMA",
        ),
        ("Mkoa wa Mbeya", "S.L.P. 237, Rujewa"),
    ),
    title="Taarifa ya matengenezo",
    reference="MBR/RPT/2026-27/00001",
    period="Julai hadi Septemba 2026",
    made_at=datetime(2026, 10, 1, 21, 30, tzinfo=UTC),
    made_by="Asha Mrisho",
    sections=[
        Section(
            "Utangulizi",
            [Paragraph("Vifaa <45> & 3."), Tiles([Tile("Maombi", 137, "Robo iliyopita 120")])],
        ),
        Section(
            "Vipuri",
            [PARTS, BARS, Facts([("Mahali", "Rujewa"), ("Dhamana hadi", date(2027, 1, 31))])],
        ),
    ],
    signatures=[
        Signature("Imeandaliwa na", "Afisa TEHAMA"),
        Signature("Imeidhinishwa na", "Mkurugenzi"),
    ],
)


def holding(*blocks: Block) -> Report:
    return replace(REPORT, sections=[Section("", blocks)])


def printed(report: Report, form: str = "pdf") -> bytes:
    with APP.app_context():
        return print_as(report, form).content


def pages_of(report: Report) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(printed(report))).pages]
