"""Forms of the register."""

from helpdesk.equipment.forms.categories import ChangeCategoryForm as ChangeCategoryForm
from helpdesk.equipment.forms.categories import ChangeFieldForm as ChangeFieldForm
from helpdesk.equipment.forms.categories import NewCategoryForm as NewCategoryForm
from helpdesk.equipment.forms.categories import NewFieldForm as NewFieldForm
from helpdesk.equipment.forms.details import with_details as with_details
from helpdesk.equipment.forms.register import ANY as ANY
from helpdesk.equipment.forms.register import ANYWHERE as ANYWHERE
from helpdesk.equipment.forms.register import CHOOSE as CHOOSE
from helpdesk.equipment.forms.register import EditAssetForm as EditAssetForm
from helpdesk.equipment.forms.register import FactsFields as FactsFields
from helpdesk.equipment.forms.register import ListForm as ListForm
from helpdesk.equipment.forms.register import MoveForm as MoveForm
from helpdesk.equipment.forms.register import NewAssetForm as NewAssetForm
from helpdesk.equipment.forms.register import PlaceFields as PlaceFields
from helpdesk.equipment.forms.register import SerialField as SerialField
from helpdesk.equipment.forms.register import StatusForm as StatusForm
from helpdesk.equipment.forms.register import WhereaboutsFields as WhereaboutsFields
from helpdesk.equipment.forms.register import Words as Words
from helpdesk.equipment.forms.register import spelled as spelled
