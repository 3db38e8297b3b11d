"""The old Excel inventory, or any other spreadsheet of devices: what it says and would change."""

from helpdesk.equipment.imports.planning import Sheet as Sheet
from helpdesk.equipment.imports.planning import planned as planned
from helpdesk.equipment.imports.planning import sheet_in as sheet_in
from helpdesk.equipment.imports.sheets import problem_rows as problem_rows
from helpdesk.equipment.imports.sheets import template as template
