"""A spreadsheet of devices that the sample council has brought in; the caller commits."""

from datetime import datetime, timedelta

from helpdesk.accounts.queries import as_actor, people_with
from helpdesk.core.local_time import local_date
from helpdesk.equipment.imports import planned, sheet_in
from helpdesk.equipment.services import imports
from helpdesk.infra.access import Actor, Role
from helpdesk.org import queries as org

NAME = "vifaa-vya-mradi.csv"
HEADINGS = "Aina;Mtengenezaji;Modeli;Namba ya mfululizo;Idara;Mahali;Bei;Tarehe ya ununuzi"
ROWS = (
    "Kompyuta mpakato;HP;ProBook 450 G10;5CD4M71K2{n};{department};{place};2,650,000;14/08/2026",
    "Kompyuta mpakato;HP;ProBook 450 G10;5CD4M71K3{n};{department};{place};2,650,000;14/08/2026",
    "Printa;Epson;EcoTank L3250;X8JY0{n}417;{department};{place};;31/09/2026",
)


def bring_sheet(program: Actor, *, now: datetime) -> None:
    """Two laptops of a project came in with it; a printer with an impossible date did not."""
    officers, parts, places = (
        people_with(program, Role.TECHNICIAN),
        org.departments(program, on=local_date(now)),
        org.places(program),
    )
    if not officers or not parts or not places:
        return
    said = {"department": parts[0].name_sw, "place": places[0].location.name, "n": 7}
    content = "\n".join([HEADINGS, *(row.format(**said) for row in ROWS)]).encode()
    actor, at = as_actor(officers[0]), now - timedelta(days=3)
    batch = imports.keep(content, name=NAME, actor=actor, now=at)
    plan = planned(sheet_in(content), actor=actor, today=local_date(at))
    imports.carry_out(batch, plan, actor=actor, now=at)
