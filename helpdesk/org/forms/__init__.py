"""Forms of departments, places and the working calendar."""

from helpdesk.org.forms.calendar import ConfirmHolidayForm as ConfirmHolidayForm
from helpdesk.org.forms.calendar import HolidayForm as HolidayForm
from helpdesk.org.forms.calendar import ImportHolidaysForm as ImportHolidaysForm
from helpdesk.org.forms.calendar import NewHolidayForm as NewHolidayForm
from helpdesk.org.forms.calendar import OfficeHoursForm as OfficeHoursForm
from helpdesk.org.forms.calendar import RemoveHolidayForm as RemoveHolidayForm
from helpdesk.org.forms.parts import Choices as Choices
from helpdesk.org.forms.parts import CloseDepartmentForm as CloseDepartmentForm
from helpdesk.org.forms.parts import DeactivateForm as DeactivateForm
from helpdesk.org.forms.parts import DepartmentFilter as DepartmentFilter
from helpdesk.org.forms.parts import DepartmentForm as DepartmentForm
from helpdesk.org.forms.parts import LocationFilter as LocationFilter
from helpdesk.org.forms.parts import LocationForm as LocationForm
from helpdesk.org.forms.parts import NewDepartmentForm as NewDepartmentForm
from helpdesk.org.forms.parts import NewLocationForm as NewLocationForm
from helpdesk.org.forms.parts import Undo as Undo
