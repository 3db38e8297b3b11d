"""The blueprint of preventive maintenance."""

from flask import Blueprint

bp = Blueprint("maintenance", "helpdesk.maintenance.views", url_prefix="/maintenance")
