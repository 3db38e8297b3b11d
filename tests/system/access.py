"""What each actor gets from each page; a change here is a decision, so it is written out.

`in`: sent to sign in. `ok`: passed all that asks about rights. A number: refused with it.
Everything belongs to `own`; `chief` manages the department that `own` belongs to.
"""

ACTORS = (
    "anonymous",
    "own",
    "other",
    "officer",
    "head",
    "storekeeper",
    "chief",
    "other_chief",
    "manager",
    "auditor",
    "administrator",
    "neighbour",
    "neighbour_officer",
    "neighbour_head",
    "neighbour_administrator",
)

_TABLE = """
accounts.activate            GET  in  403 403 403 ok  403 403 403 403 403 ok  403 403 404 404
accounts.activate            POST in  403 403 403 ok  403 403 403 403 403 ok  403 403 404 404
accounts.change_password     GET  in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
accounts.change_password     POST in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
accounts.change_person       GET  in  403 403 403 ok  403 403 403 403 403 ok  403 403 404 404
accounts.change_person       POST in  403 403 403 ok  403 403 403 403 403 ok  403 403 404 404
accounts.deactivate          GET  in  403 403 403 ok  403 403 403 403 403 ok  403 403 404 404
accounts.deactivate          POST in  403 403 403 ok  403 403 403 403 403 ok  403 403 404 404
accounts.end_role            GET  in  403 403 403 403 403 403 403 403 403 ok  403 403 403 404
accounts.end_role            POST in  403 403 403 403 403 403 403 403 403 ok  403 403 403 404
accounts.grant_role          GET  in  403 403 403 403 403 403 403 403 403 ok  403 403 403 404
accounts.grant_role          POST in  403 403 403 403 403 403 403 403 403 ok  403 403 403 404
accounts.list_people         GET  in  403 403 403 ok  403 403 403 403 403 ok  403 403 ok  ok
accounts.new_person          GET  in  403 403 403 ok  403 403 403 403 403 ok  403 403 ok  ok
accounts.new_person          POST in  403 403 403 ok  403 403 403 403 403 ok  403 403 ok  ok
accounts.reset_password      GET  in  403 403 403 ok  403 403 403 403 403 ok  403 403 404 404
accounts.reset_password      POST in  403 403 403 ok  403 403 403 403 403 ok  403 403 404 404
accounts.set_language        POST ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
accounts.show_person         GET  in  403 403 403 ok  403 403 403 403 403 ok  403 403 404 404
accounts.show_profile        GET  in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
accounts.show_profile        POST in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
accounts.sign_in             GET  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
accounts.sign_in             POST ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
accounts.sign_out            POST ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
accounts.sign_out_elsewhere  POST in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
accounts.switch_council      POST in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
attachments.download         GET  in  ok  404 ok  ok  404 ok  404 ok  ok  404 404 404 404 404
audit.list_entries           GET  in  403 403 403 403 403 403 403 403 ok  ok  403 403 403 ok
dashboard.home               GET  in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
dashboard.show               GET  in  403 403 ok  ok  403 ok  ok  ok  ok  403 403 ok  ok  403
equipment.change_status      GET  in  403 403 ok  ok  ok  403 403 403 403 403 403 404 404 403
equipment.change_status      POST in  403 403 ok  ok  ok  403 403 403 403 403 403 404 404 403
equipment.edit               GET  in  403 403 ok  ok  ok  403 403 403 403 403 403 404 404 403
equipment.edit               POST in  403 403 ok  ok  ok  403 403 403 403 403 403 404 404 403
equipment.find               GET  in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  404 404 404 404
equipment.list_assets        GET  in  403 403 ok  ok  ok  ok  ok  ok  ok  403 403 ok  ok  403
equipment.mine               GET  in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
equipment.move               GET  in  403 403 ok  ok  ok  403 403 403 403 403 403 404 404 403
equipment.move               POST in  403 403 ok  ok  ok  403 403 403 403 403 403 404 404 403
equipment.new                GET  in  403 403 ok  ok  ok  403 403 403 403 403 403 ok  ok  403
equipment.new                POST in  403 403 ok  ok  ok  403 403 403 403 403 403 ok  ok  403
equipment.show               GET  in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  404 404 404 404
manual.list_pages            GET  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
manual.show                  GET  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
org.activate_location        GET  in  403 403 403 ok  403 403 403 403 403 ok  403 403 404 404
org.activate_location        POST in  403 403 403 ok  403 403 403 403 403 ok  403 403 404 404
org.change_department        GET  in  403 403 403 ok  403 403 403 403 403 ok  403 403 404 404
org.change_department        POST in  403 403 403 ok  403 403 403 403 403 ok  403 403 404 404
org.change_location          GET  in  403 403 403 ok  403 403 403 403 403 ok  403 403 404 404
org.change_location          POST in  403 403 403 ok  403 403 403 403 403 ok  403 403 404 404
org.close_department         GET  in  403 403 403 ok  403 403 403 403 403 ok  403 403 404 404
org.close_department         POST in  403 403 403 ok  403 403 403 403 403 ok  403 403 404 404
org.deactivate_location      GET  in  403 403 403 ok  403 403 403 403 403 ok  403 403 404 404
org.deactivate_location      POST in  403 403 403 ok  403 403 403 403 403 ok  403 403 404 404
org.list_departments         GET  in  403 403 403 ok  403 403 403 403 403 ok  403 403 ok  ok
org.list_locations           GET  in  403 403 403 ok  403 403 403 403 403 ok  403 403 ok  ok
org.new_department           GET  in  403 403 403 ok  403 403 403 403 403 ok  403 403 ok  ok
org.new_department           POST in  403 403 403 ok  403 403 403 403 403 ok  403 403 ok  ok
org.new_location             GET  in  403 403 403 ok  403 403 403 403 403 ok  403 403 ok  ok
org.new_location             POST in  403 403 403 ok  403 403 403 403 403 ok  403 403 ok  ok
org.reopen_department        GET  in  403 403 403 ok  403 403 403 403 403 ok  403 403 404 404
org.reopen_department        POST in  403 403 403 ok  403 403 403 403 403 ok  403 403 404 404
reports.list_reports         GET  in  403 403 ok  ok  403 ok  ok  ok  ok  403 403 ok  ok  403
reports.show                 GET  in  403 403 ok  ok  403 ok  ok  ok  ok  403 403 ok  ok  403
setup.say_alive              GET  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
setup.say_ready              GET  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
static                       GET  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
stock.add_part               GET  in  403 403 403 ok  ok  403 403 403 403 403 403 403 ok  403
stock.add_part               POST in  403 403 403 ok  ok  403 403 403 403 403 403 403 ok  403
stock.add_store              GET  in  403 403 403 ok  ok  403 403 403 403 403 403 403 ok  403
stock.add_store              POST in  403 403 403 ok  ok  403 403 403 403 403 403 403 ok  403
stock.change_part            GET  in  403 403 403 ok  ok  403 403 403 403 403 403 403 404 403
stock.change_part            POST in  403 403 403 ok  ok  403 403 403 403 403 403 403 404 403
stock.count                  GET  in  403 403 403 ok  ok  403 403 403 403 403 403 403 404 403
stock.count                  POST in  403 403 403 ok  ok  403 403 403 403 403 403 403 404 403
stock.list_parts             GET  in  403 403 ok  ok  ok  ok  ok  ok  ok  403 403 ok  ok  403
stock.receive                GET  in  403 403 403 ok  ok  403 403 403 403 403 403 403 ok  403
stock.receive                POST in  403 403 403 ok  ok  403 403 403 403 403 403 403 ok  403
stock.show_part              GET  in  403 403 ok  ok  ok  ok  ok  ok  ok  403 403 404 404 403
styleguide.bare              GET  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
styleguide.confirm           GET  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
styleguide.error             GET  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
styleguide.form              GET  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
styleguide.index             GET  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
styleguide.index             POST ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
styleguide.paper             GET  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
tickets.assign               GET  in  403 403 ok  ok  403 403 403 403 403 403 403 404 404 403
tickets.assign               POST in  403 403 ok  ok  403 403 403 403 403 403 403 404 404 403
tickets.confirm              POST in  ok  404 404 404 404 404 404 404 404 404 404 404 404 404
tickets.list_tickets         GET  in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
tickets.new                  GET  in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
tickets.new                  POST in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
tickets.reopen               GET  in  ok  404 404 404 404 404 404 404 404 404 404 404 404 404
tickets.reopen               POST in  ok  404 404 404 404 404 404 404 404 404 404 404 404 404
tickets.reply                POST in  ok  404 ok  ok  404 403 404 403 403 404 404 404 404 404
tickets.resolve              GET  in  403 403 ok  ok  403 403 403 403 403 403 403 404 404 403
tickets.resolve              POST in  403 403 ok  ok  403 403 403 403 403 403 403 404 404 403
tickets.resume               POST in  403 403 ok  ok  403 403 403 403 403 403 403 404 404 403
tickets.show                 GET  in  ok  404 ok  ok  404 ok  404 ok  ok  404 404 404 404 404
tickets.take                 POST in  403 403 ok  ok  403 403 403 403 403 403 403 404 404 403
tickets.undo                 POST in  403 403 ok  ok  403 403 403 403 403 403 403 404 404 403
tickets.wait                 GET  in  403 403 ok  ok  403 403 403 403 403 403 403 404 404 403
tickets.wait                 POST in  403 403 ok  ok  403 403 403 403 403 403 403 404 404 403
workorders.cancel            GET  in  403 403 ok  ok  403 403 403 403 403 403 403 404 404 403
workorders.cancel            POST in  403 403 ok  ok  403 403 403 403 403 403 403 404 404 403
workorders.list_repairs      GET  in  403 403 ok  ok  403 ok  ok  ok  ok  403 403 ok  ok  403
workorders.log_repair        GET  in  403 403 ok  ok  403 403 403 403 403 403 403 ok  ok  403
workorders.log_repair        POST in  403 403 ok  ok  403 403 403 403 403 403 403 ok  ok  403
workorders.record_work       GET  in  403 403 ok  ok  403 403 403 403 403 403 403 404 404 403
workorders.record_work       POST in  403 403 ok  ok  403 403 403 403 403 403 403 404 404 403
workorders.reopen            GET  in  403 403 ok  ok  403 403 403 403 403 403 403 404 404 403
workorders.reopen            POST in  403 403 ok  ok  403 403 403 403 403 403 403 404 404 403
workorders.return_part       POST in  403 403 ok  ok  403 403 403 403 403 403 403 404 404 403
workorders.show              GET  in  403 403 ok  ok  403 ok  404 ok  ok  403 403 404 404 403
workorders.undo              POST in  403 403 ok  ok  403 403 403 403 403 403 403 404 404 403
"""

ANSWERS = {
    (row[0], row[1]): row[2:] for row in (line.split() for line in _TABLE.split("\n") if line)
}
