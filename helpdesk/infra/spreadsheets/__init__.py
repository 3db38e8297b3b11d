"""Spreadsheets that people bring and take away; those that come are not trusted."""

from helpdesk.infra.spreadsheets.book import read as read
from helpdesk.infra.spreadsheets.cells import Cell as Cell
from helpdesk.infra.spreadsheets.cells import Unreadable as Unreadable
from helpdesk.infra.spreadsheets.cells import UnreadableError as UnreadableError
from helpdesk.infra.spreadsheets.cells import as_amount as as_amount
from helpdesk.infra.spreadsheets.cells import as_date as as_date
from helpdesk.infra.spreadsheets.cells import as_text as as_text
from helpdesk.infra.spreadsheets.refusals import LARGEST as LARGEST
from helpdesk.infra.spreadsheets.refusals import MOST_ROWS as MOST_ROWS
from helpdesk.infra.spreadsheets.refusals import RefusedSheetError as RefusedSheetError
from helpdesk.infra.spreadsheets.refusals import SheetRefusal as SheetRefusal
from helpdesk.infra.spreadsheets.refusals import words_of as words_of
from helpdesk.infra.spreadsheets.writing import Page as Page
from helpdesk.infra.spreadsheets.writing import Rows as Rows
from helpdesk.infra.spreadsheets.writing import written as written
