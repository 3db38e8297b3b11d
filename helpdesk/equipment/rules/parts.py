"""Devices that are parts of others."""

from collections.abc import Collection


class PartOfItselfError(Exception):
    """A device would be a part of itself, at once or through others."""


class ForeignWholeError(Exception):
    """A device cannot be a part of one that another council owns."""


def check_whole(asset_id: int | None, above: Collection[int]) -> None:
    """Refuse a whole that is, or lies in, the device itself; `above` has it and what it is in."""
    if asset_id is not None and asset_id in above:
        raise PartOfItselfError
