"""The pages of the manual, and for whom each is written."""

from dataclasses import dataclass
from enum import StrEnum

from helpdesk.tickets.rules import Hardship, Priority, priority, weigh

MOST_CRITICAL = 1


class Page(StrEnum):
    """A page, by its address; its texts are templates/manual/{sw,en}/<address>.html."""

    SIGN_IN = "sign-in"
    REPORT_A_PROBLEM = "report-a-problem"
    FIND_AN_ANSWER = "find-an-answer"
    FOLLOW_A_REQUEST = "follow-a-request"
    FILL_IN_A_FORM = "fill-in-a-form"
    CORRECT_DATA = "correct-data"
    APPROVE = "approve"
    NOTIFICATIONS = "notifications"
    SEARCH = "search"
    REPORT_FROM_A_LABEL = "report-from-a-label"
    MY_EQUIPMENT = "my-equipment"
    LANGUAGE_AND_PASSWORD = "language-and-password"  # noqa: S105  # an address
    DRAFTS_AND_KEYS = "drafts-and-keys"
    MORNING_QUEUE = "morning-queue"
    SORT_REQUESTS = "sort-requests"
    READY_ANSWERS = "ready-answers"
    TEAMS = "teams"
    WORK_ON_A_REQUEST = "work-on-a-request"
    JOIN_REQUESTS = "join-requests"
    CHECKLISTS_AND_MINUTES = "checklists-and-minutes"
    SEND_OUTSIDE = "send-outside"
    JOB_CARD = "job-card"
    REQUEST_BY_TELEPHONE = "request-by-telephone"
    REQUESTS_BY_E_MAIL = "requests-by-e-mail"
    KNOWN_OUTAGES = "known-outages"
    INTERNAL_NOTES = "internal-notes"
    CLOCK_OF_A_REQUEST = "clock-of-a-request"
    LOG_A_REPAIR = "log-a-repair"
    AFTER_A_REPAIR = "after-a-repair"
    PREVENTIVE_PLANS = "preventive-plans"
    EQUIPMENT_REGISTER = "equipment-register"
    IMPORT_EQUIPMENT = "import-equipment"
    HAND_OVER_EQUIPMENT = "hand-over-equipment"
    INSPECT_EQUIPMENT = "inspect-equipment"
    PREVENTIVE_VISITS = "preventive-visits"
    BUY_EQUIPMENT = "buy-equipment"
    LOST_EQUIPMENT = "lost-equipment"
    DISPOSE_OF_EQUIPMENT = "dispose-of-equipment"
    CONTRACTS_AND_LICENCES = "contracts-and-licences"
    SUPPLIERS_AND_WORKSHOPS = "suppliers-and-workshops"
    BOOKS_OF_EQUIPMENT = "books-of-equipment"
    SPARE_PARTS = "spare-parts"
    ASK_FOR_PARTS = "ask-for-parts"
    WRITE_ARTICLES = "write-articles"
    REGISTER_OF_SYSTEMS = "register-of-systems"
    ACCESSES = "accesses"
    REPORTS = "reports"
    YEARLY_PLAN = "yearly-plan"
    COST_ESTIMATES = "cost-estimates"
    DASHBOARD = "dashboard"
    PEOPLE_AND_ROLES = "people-and-roles"
    WHAT_EACH_ROLE_MAY_DO = "what-each-role-may-do"
    DEPARTMENTS_AND_PLACES = "departments-and-places"
    WORKING_CALENDAR = "working-calendar"
    AUDIT_LOG = "audit-log"
    BACKUP_AND_RESTORE = "backup-and-restore"
    BACKGROUND_JOBS = "background-jobs"
    CHECK_AND_UPGRADE = "check-and-upgrade"
    POSTGRESQL = "postgresql"
    E_MAIL = "e-mail"
    WHERE_FILES_ARE = "where-files-are"


class Part(StrEnum):
    STAFF = "staff"
    ICT_OFFICERS = "ict_officers"
    MANAGEMENT = "management"
    ADMINISTRATOR = "administrator"


PAGES: dict[Part, tuple[Page, ...]] = {
    Part.STAFF: (
        Page.SIGN_IN,
        Page.REPORT_A_PROBLEM,
        Page.FIND_AN_ANSWER,
        Page.FOLLOW_A_REQUEST,
        Page.FILL_IN_A_FORM,
        Page.CORRECT_DATA,
        Page.APPROVE,
        Page.NOTIFICATIONS,
        Page.SEARCH,
        Page.REPORT_FROM_A_LABEL,
        Page.MY_EQUIPMENT,
        Page.ASK_FOR_PARTS,
        Page.LANGUAGE_AND_PASSWORD,
        Page.DRAFTS_AND_KEYS,
    ),
    Part.ICT_OFFICERS: (
        Page.MORNING_QUEUE,
        Page.SORT_REQUESTS,
        Page.READY_ANSWERS,
        Page.TEAMS,
        Page.WORK_ON_A_REQUEST,
        Page.JOIN_REQUESTS,
        Page.CHECKLISTS_AND_MINUTES,
        Page.SEND_OUTSIDE,
        Page.JOB_CARD,
        Page.REQUEST_BY_TELEPHONE,
        Page.REQUESTS_BY_E_MAIL,
        Page.KNOWN_OUTAGES,
        Page.INTERNAL_NOTES,
        Page.CLOCK_OF_A_REQUEST,
        Page.LOG_A_REPAIR,
        Page.AFTER_A_REPAIR,
        Page.PREVENTIVE_PLANS,
        Page.EQUIPMENT_REGISTER,
        Page.IMPORT_EQUIPMENT,
        Page.HAND_OVER_EQUIPMENT,
        Page.INSPECT_EQUIPMENT,
        Page.PREVENTIVE_VISITS,
        Page.BUY_EQUIPMENT,
        Page.LOST_EQUIPMENT,
        Page.DISPOSE_OF_EQUIPMENT,
        Page.CONTRACTS_AND_LICENCES,
        Page.SUPPLIERS_AND_WORKSHOPS,
        Page.BOOKS_OF_EQUIPMENT,
        Page.SPARE_PARTS,
        Page.WRITE_ARTICLES,
        Page.REGISTER_OF_SYSTEMS,
        Page.ACCESSES,
        Page.REPORTS,
    ),
    Part.MANAGEMENT: (Page.DASHBOARD, Page.YEARLY_PLAN, Page.COST_ESTIMATES),
    Part.ADMINISTRATOR: (
        Page.PEOPLE_AND_ROLES,
        Page.WHAT_EACH_ROLE_MAY_DO,
        Page.DEPARTMENTS_AND_PLACES,
        Page.WORKING_CALENDAR,
        Page.AUDIT_LOG,
        Page.BACKUP_AND_RESTORE,
        Page.BACKGROUND_JOBS,
        Page.CHECK_AND_UPGRADE,
        Page.POSTGRESQL,
        Page.E_MAIL,
        Page.WHERE_FILES_ARE,
    ),
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a requester may answer, and the priority it gives."""

    hardship: Hardship
    usual: Priority
    weighty: Priority  # where the device serves the whole council


def answers() -> list[Answer]:
    return [Answer(one, _priority(one), _priority(one, MOST_CRITICAL)) for one in Hardship]


def _priority(hardship: Hardship, criticality: int | None = None) -> Priority:
    weight = weigh(hardship, criticality)
    return priority(weight.impact, weight.urgency)
