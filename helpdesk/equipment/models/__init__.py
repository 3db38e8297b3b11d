"""Tables of equipment."""

from helpdesk.equipment.models.register import Asset as Asset
from helpdesk.equipment.models.register import AssetCategory as AssetCategory
from helpdesk.equipment.models.register import AssetCounter as AssetCounter
from helpdesk.equipment.models.register import AssetModel as AssetModel
from helpdesk.equipment.models.register import AssetStatusChange as AssetStatusChange
from helpdesk.equipment.models.register import CategoryField as CategoryField
from helpdesk.equipment.models.register import Movement as Movement
