"""The minimum specifications of the sample council, and how its devices are installed."""

from helpdesk.core.fiscal_year import FiscalYear
from helpdesk.infra.access import Actor
from helpdesk.procurement import services
from helpdesk.procurement.services import Texts

Pairs = tuple[tuple[str, str], ...]

COMPUTER: Pairs = (
    ("Prosesa: Core i5 kizazi cha 12 au sawa nayo", "Processor: Core i5, 12th generation or equal"),
    ("Kumbukumbu (RAM) ≥ GB 8", "Memory (RAM) ≥ 8 GB"),
    ("Hifadhi: SSD ≥ GB 512", "Storage: SSD ≥ 512 GB"),
    ("Mfumo endeshi wenye leseni halali", "Operating system with a valid licence"),
    ("Dhamana ≥ miezi 12", "Warranty ≥ 12 months"),
)
PRINTER: Pairs = (
    ("Kuchapa pande zote mbili kwenyewe", "Automatic printing on both sides"),
    ("Kasi ≥ kurasa 30 kwa dakika", "Speed ≥ 30 pages a minute"),
    ("Kuunganishwa kwa mtandao (Ethernet)", "Network connection (Ethernet)"),
    ("Wino unaopatikana nchini", "Toner that is sold in the country"),
)
UPS: Pairs = (
    ("Uwezo ≥ VA 1,000", "Capacity ≥ 1,000 VA"),
    ("Muda wa betri ≥ dakika 10 kwa nusu ya mzigo", "Battery ≥ 10 minutes at half load"),
    ("Kinga ya umeme unaopanda na kushuka (AVR)", "Protection from high and low voltage (AVR)"),
)
SERVER: Pairs = (
    ("Prosesa: Xeon au sawa nayo", "Processor: Xeon or equal"),
    ("Kumbukumbu (RAM) ≥ GB 32, ECC", "Memory (RAM) ≥ 32 GB, ECC"),
    ("Diski mbili ≥ TB 1 kwenye RAID 1", "Two disks ≥ 1 TB in RAID 1"),
    ("Dhamana ≥ miezi 36", "Warranty ≥ 36 months"),
)
SWITCH: Pairs = (
    ("Milango 24 ya Gigabit", "24 Gigabit ports"),
    ("Kusimamiwa kwa VLAN", "Managed, with VLAN"),
)
TO_SET_UP: Pairs = (
    ("Kagua kama kuna uharibifu wa nje", "Look for damage outside"),
    ("Washa na upime umeme", "Switch on and measure the voltage"),
    ("Weka lebo ya namba ya mali", "Put the label with the asset number on"),
)
COMPUTER_STEPS: Pairs = (
    *TO_SET_UP,
    ("Thibitisha RAM na hifadhi", "Confirm memory and storage"),
    ("Weka programu za ofisi na kinga ya virusi", "Install office programs and virus protection"),
    ("Unganisha na mtandao na printa", "Connect to network and printer"),
)
PRINTER_STEPS: Pairs = (
    *TO_SET_UP,
    ("Chapisha ukurasa wa majaribio", "Print a test page"),
    ("Andika kaunta ya kurasa", "Write down the page counter"),
)
CATALOGUE: dict[str, tuple[Pairs, Pairs]] = {
    "PC": (COMPUTER, COMPUTER_STEPS),
    "LT": (COMPUTER, COMPUTER_STEPS),
    "PR": (PRINTER, PRINTER_STEPS),
    "UPS": (UPS, TO_SET_UP),
    "SRV": (SERVER, TO_SET_UP),
    "SW": (SWITCH, TO_SET_UP),
}


def write_catalogue(year: FiscalYear, program: Actor) -> None:
    """Write the catalogue of the year before, and copy it into this one."""
    before = FiscalYear(year.first - 1)
    for specification in services.begin_year(before.slug, actor=program):
        found = CATALOGUE.get(specification.category.code)
        if found is not None:
            services.change_specification(specification, _texts(*found), actor=program)
    services.begin_year(year.slug, actor=program)


def _texts(requirements: Pairs, steps: Pairs) -> Texts:
    return Texts(
        requirements_sw="\n".join(sw for sw, _en in requirements),
        requirements_en="\n".join(en for _sw, en in requirements),
        steps_sw="\n".join(sw for sw, _en in steps),
        steps_en="\n".join(en for _sw, en in steps),
    )
