"""Jobs on devices: repairs that officers log, and work that plans ask for; the caller commits."""

from helpdesk.workorders.services.costs import take_back_cost as take_back_cost
from helpdesk.workorders.services.planned import NOTHING as NOTHING
from helpdesk.workorders.services.planned import Taken as Taken
from helpdesk.workorders.services.planned import begin_planned as begin_planned
from helpdesk.workorders.services.planned import drop_planned as drop_planned
from helpdesk.workorders.services.planned import finish_planned as finish_planned
from helpdesk.workorders.services.planned import plan_jobs as plan_jobs
from helpdesk.workorders.services.rates import add_grade as add_grade
from helpdesk.workorders.services.rates import give_grade as give_grade
from helpdesk.workorders.services.rates import set_rate as set_rate
from helpdesk.workorders.services.repairs import Act as Act
from helpdesk.workorders.services.repairs import Bill as Bill
from helpdesk.workorders.services.repairs import Repair as Repair
from helpdesk.workorders.services.repairs import Work as Work
from helpdesk.workorders.services.repairs import cancel as cancel
from helpdesk.workorders.services.repairs import check_open as check_open
from helpdesk.workorders.services.repairs import close as close
from helpdesk.workorders.services.repairs import give_part_back as give_part_back
from helpdesk.workorders.services.repairs import log_repair as log_repair
from helpdesk.workorders.services.repairs import record_work as record_work
from helpdesk.workorders.services.repairs import reopen as reopen
from helpdesk.workorders.services.repairs import undo as undo
from helpdesk.workorders.services.repairs import verify as verify
