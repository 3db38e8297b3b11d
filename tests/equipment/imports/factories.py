"""Tables as text."""

HEAD = (
    "Namba ya mali|Aina|Mtengenezaji|Modeli|S/N|GAMIS|Idara|Mahali|Mtumiaji|Bei|Tarehe ya ununuzi"
)
PRINTER = (
    "|Printa|HP|LaserJet M404|VNC1||Afya ya Jamii|Makao Makuu|Neema Mwakyusa|1,250,000|01/07/2024"
)
LAPTOP = "OLD-7|Laptop|Dell|Latitude 5440|D44||AFYA|CH3||2500000|2024-07-01"


def csv(*rows: str) -> bytes:
    return "\n".join(row.replace("|", "\t") for row in (HEAD, *rows)).encode()
