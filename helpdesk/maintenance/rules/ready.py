"""Plans that most councils need, with the interval and time that the work usually takes."""

from dataclasses import dataclass

from helpdesk.core.recurrence import Unit
from helpdesk.workorders.rules import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """One proposal; `kinds` are the codes of the types of equipment that it suits."""

    code: str
    title_sw: str
    title_en: str
    kinds: tuple[str, ...]
    every: int
    minutes: int
    unit: Unit = Unit.MONTH
    kind: Kind = Kind.PREVENTIVE

    @property
    def name_sw(self) -> str:
        return self.title_sw

    @property
    def name_en(self) -> str:
        return self.title_en


READY = (
    Ready(
        code="computers",
        title_sw="Matengenezo kinga ya kompyuta za mezani",
        title_en="Preventive maintenance of desktop computers",
        kinds=("PC",),
        every=6,
        minutes=45,
    ),
    Ready(
        code="laptops",
        title_sw="Matengenezo kinga ya kompyuta mpakato",
        title_en="Preventive maintenance of laptops",
        kinds=("LT",),
        every=6,
        minutes=45,
    ),
    Ready(
        code="printers",
        title_sw="Matengenezo kinga ya printa",
        title_en="Preventive maintenance of printers",
        kinds=("PR",),
        every=3,
        minutes=30,
    ),
    Ready(
        code="copiers",
        title_sw="Matengenezo kinga ya mashine za kunakili",
        title_en="Preventive maintenance of photocopiers",
        kinds=("CP",),
        every=3,
        minutes=45,
    ),
    Ready(
        code="ups",
        title_sw="Upimaji wa UPS",
        title_en="Test of UPS",
        kinds=("UPS",),
        every=3,
        minutes=30,
    ),
    Ready(
        code="servers",
        title_sw="Matengenezo kinga ya seva",
        title_en="Preventive maintenance of servers",
        kinds=("SRV",),
        every=1,
        minutes=60,
    ),
    Ready(
        code="switches",
        title_sw="Matengenezo kinga ya swichi",
        title_en="Preventive maintenance of network switches",
        kinds=("SW",),
        every=3,
        minutes=30,
    ),
    Ready(
        code="routers",
        title_sw="Matengenezo kinga ya ruta",
        title_en="Preventive maintenance of routers",
        kinds=("RT",),
        every=3,
        minutes=30,
    ),
    Ready(
        code="revenue-pos",
        title_sw="Ukaguzi wa POS za mapato",
        title_en="Check of revenue POS devices",
        kinds=("POS",),
        every=1,
        minutes=15,
    ),
    Ready(
        code="backup-test",
        title_sw="Jaribio la kurejesha nakala rudufu",
        title_en="Test of restoring a backup",
        kinds=("SRV",),
        every=3,
        minutes=60,
        kind=Kind.DRILL,
    ),
    Ready(
        code="disaster-drill",
        title_sw="Zoezi la kujiandaa na majanga ya TEHAMA",
        title_en="Disaster recovery drill",
        kinds=("SRV",),
        every=1,
        minutes=240,
        unit=Unit.YEAR,
        kind=Kind.DRILL,
    ),
)
