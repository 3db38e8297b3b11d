"""Tables of equipment."""

from helpdesk.equipment.models.fields import CategoryField as CategoryField
from helpdesk.equipment.models.imports import AssetImport as AssetImport
from helpdesk.equipment.models.imports import AssetImportRow as AssetImportRow
from helpdesk.equipment.models.labels import LabelPrint as LabelPrint
from helpdesk.equipment.models.labels import PrintedLabel as PrintedLabel
from helpdesk.equipment.models.register import Asset as Asset
from helpdesk.equipment.models.register import AssetCategory as AssetCategory
from helpdesk.equipment.models.register import AssetCounter as AssetCounter
from helpdesk.equipment.models.register import AssetModel as AssetModel
from helpdesk.equipment.models.register import AssetStatusChange as AssetStatusChange
from helpdesk.equipment.models.register import Movement as Movement
