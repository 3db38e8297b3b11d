"""Forms of inspections and of their checklists."""

from helpdesk.inspections.forms.checklists import ArrangeForm as ArrangeForm
from helpdesk.inspections.forms.checklists import NewChecklistForm as NewChecklistForm
from helpdesk.inspections.forms.checklists import PublishForm as PublishForm
from helpdesk.inspections.forms.checklists import RetireForm as RetireForm
from helpdesk.inspections.forms.checklists import VersionForm as VersionForm
from helpdesk.inspections.forms.checklists import checklist_form as checklist_form
from helpdesk.inspections.forms.inspecting import InspectForm as InspectForm
from helpdesk.inspections.forms.inspecting import ListForm as ListForm
from helpdesk.inspections.forms.inspecting import inspect_form as inspect_form
from helpdesk.inspections.forms.intervals import IntervalsForm as IntervalsForm
