"""Codes that a photograph shows."""

from importlib import import_module
from pathlib import Path

from PIL import Image


def codes_in(picture: Path) -> list[str]:
    """Return what the QR codes of a picture say; one that cannot be read shows none."""
    reader = import_module("zxingcpp")  # late: it complains when a program ends that never read
    try:
        with Image.open(picture) as image:
            found = reader.read_barcodes(image.convert("L"), formats=reader.BarcodeFormat.QRCode)
    except (OSError, ValueError):
        return []
    return [code.text for code in found]
