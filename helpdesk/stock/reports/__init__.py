"""What the stores print."""

from helpdesk.stock.reports.cards import stock_card as stock_card
from helpdesk.stock.reports.listed import stock_report as stock_report
from helpdesk.stock.reports.needed import order_report as order_report
from helpdesk.stock.reports.period import store_report as store_report
