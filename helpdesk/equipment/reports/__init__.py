"""The register on paper and for spreadsheets."""

from helpdesk.equipment.reports.assets import asset_register as asset_register
from helpdesk.equipment.reports.depreciation import depreciation_report as depreciation_report
from helpdesk.equipment.reports.register import register_report as register_report
from helpdesk.equipment.reports.replacement import plan_report as plan_report
