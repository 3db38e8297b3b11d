"""Titles of the manual's pages and parts."""

from flask_babel import lazy_gettext as _l

from helpdesk.manual.rules import Page, Part

TITLES = {
    Page.SIGN_IN: _l("Signing in, and a forgotten password"),
    Page.REPORT_A_PROBLEM: _l("Reporting a problem"),
    Page.FIND_AN_ANSWER: _l("Finding how to solve it yourself"),
    Page.FOLLOW_A_REQUEST: _l("Following your request"),
    Page.NOTIFICATIONS: _l("Notifications, and how to be told"),
    Page.SEARCH: _l("Searching"),
    Page.REPORT_FROM_A_LABEL: _l("Reporting from the label of a device"),
    Page.MY_EQUIPMENT: _l("Your equipment and its labels"),
    Page.LANGUAGE_AND_PASSWORD: _l("Changing the language and your password"),
    Page.DRAFTS_AND_KEYS: _l("What you typed is not lost; keyboard shortcuts"),
    Page.MORNING_QUEUE: _l("The queue in the morning"),
    Page.SORT_REQUESTS: _l("Sorting requests, and changing many at once"),
    Page.READY_ANSWERS: _l("Ready answers"),
    Page.TEAMS: _l("Teams, and handing a request over"),
    Page.WORK_ON_A_REQUEST: _l("Working on a request"),
    Page.JOIN_REQUESTS: _l("Joining, linking and splitting requests"),
    Page.CHECKLISTS_AND_MINUTES: _l("Checklists and minutes spent"),
    Page.SEND_OUTSIDE: _l("Sending a request outside"),
    Page.JOB_CARD: _l("The job card"),
    Page.REQUEST_BY_TELEPHONE: _l("Requests by telephone, in person and on paper"),
    Page.KNOWN_OUTAGES: _l("Known outages: one trouble that hits many"),
    Page.INTERNAL_NOTES: _l("Replies and internal notes"),
    Page.CLOCK_OF_A_REQUEST: _l("The clock of a request"),
    Page.LOG_A_REPAIR: _l("Logging a repair"),
    Page.EQUIPMENT_REGISTER: _l("The equipment register"),
    Page.WRITE_ARTICLES: _l("Writing help articles"),
    Page.REGISTER_OF_SYSTEMS: _l("The register of systems"),
    Page.SPARE_PARTS: _l("The store of spare parts"),
    Page.REPORTS: _l("Printing reports"),
    Page.DASHBOARD: _l("The dashboard and the quarterly report"),
    Page.PEOPLE_AND_ROLES: _l("People and their roles"),
    Page.WHAT_EACH_ROLE_MAY_DO: _l("What each role may do"),
    Page.DEPARTMENTS_AND_PLACES: _l("Departments and places"),
    Page.WORKING_CALENDAR: _l("Working hours and public holidays"),
    Page.AUDIT_LOG: _l("Who did what: the audit log"),
    Page.BACKUP_AND_RESTORE: _l("Backing up and restoring"),
    Page.CHECK_AND_UPGRADE: _l("Checking and upgrading the system"),
    Page.POSTGRESQL: _l("Moving to PostgreSQL"),
    Page.E_MAIL: _l("Sending e-mail"),
    Page.WHERE_FILES_ARE: _l("Where files are kept"),
}
PARTS = {
    Part.STAFF: _l("For all staff"),
    Part.ICT_OFFICERS: _l("For ICT officers"),
    Part.MANAGEMENT: _l("For management"),
    Part.ADMINISTRATOR: _l("For the system administrator"),
}
