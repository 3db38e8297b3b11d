"""The register on paper and for spreadsheets."""

from helpdesk.equipment.reports.register import register_report as register_report
