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
dashboard.list_settings      GET  in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
drafts.discard               POST in  404 404 404 404 404 404 404 404 404 404 404 404 404 404
drafts.keep                  POST in  400 400 400 400 400 400 400 400 400 400 400 400 400 400
drafts.keep_typed            POST in  400 400 400 400 400 400 400 400 400 400 400 400 400 400
drafts.restore               POST in  404 404 404 404 404 404 404 404 404 404 404 404 404 404
equipment.change_status      GET  in  403 403 ok  ok  ok  403 403 403 403 403 403 404 404 403
equipment.change_status      POST in  403 403 ok  ok  ok  403 403 403 403 403 403 404 404 403
equipment.edit               GET  in  403 403 ok  ok  ok  403 403 403 403 403 403 404 404 403
equipment.edit               POST in  403 403 ok  ok  ok  403 403 403 403 403 403 404 404 403
equipment.list_assets        GET  in  403 403 ok  ok  ok  ok  ok  ok  ok  403 403 ok  ok  403
equipment.mine               GET  in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
equipment.move               GET  in  403 403 ok  ok  ok  403 403 403 403 403 403 404 404 403
equipment.move               POST in  403 403 ok  ok  ok  403 403 403 403 403 403 404 404 403
equipment.new                GET  in  403 403 ok  ok  ok  403 403 403 403 403 403 ok  ok  403
equipment.new                POST in  403 403 ok  ok  ok  403 403 403 403 403 403 ok  ok  403
equipment.show               GET  in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  404 404 404 404
guests.find                  GET  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  404 404 404 404
guests.find                  POST ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  404 404 404 404
guests.follow                GET  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
knowledge.bring_back         POST in  403 403 ok  ok  403 403 403 403 403 403 403 404 404 403
knowledge.change             GET  in  403 403 ok  ok  403 403 403 403 403 403 403 404 404 403
knowledge.change             POST in  403 403 ok  ok  403 403 403 403 403 403 403 404 404 403
knowledge.judge              POST in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  404 404 404 404
knowledge.list_articles      GET  in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
knowledge.list_revisions     GET  in  403 403 ok  ok  403 403 403 403 403 403 403 404 404 403
knowledge.new                GET  in  403 403 ok  ok  403 403 403 403 403 403 403 ok  ok  403
knowledge.new                POST in  403 403 ok  ok  403 403 403 403 403 403 403 ok  ok  403
knowledge.publish            POST in  403 403 ok  ok  403 403 403 403 403 403 403 404 404 403
knowledge.retire             POST in  403 403 ok  ok  403 403 403 403 403 403 403 404 404 403
knowledge.show               GET  in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  404 404 404 404
knowledge.show_revision      GET  in  403 403 ok  ok  403 403 403 403 403 403 403 404 404 403
knowledge.withdraw           POST in  403 403 ok  ok  403 403 403 403 403 403 403 404 404 403
manual.list_pages            GET  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
manual.show                  GET  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
org.activate_location        GET  in  403 403 403 ok  403 403 403 403 403 ok  403 403 404 404
org.activate_location        POST in  403 403 403 ok  403 403 403 403 403 ok  403 403 404 404
org.change_department        GET  in  403 403 403 ok  403 403 403 403 403 ok  403 403 404 404
org.change_department        POST in  403 403 403 ok  403 403 403 403 403 ok  403 403 404 404
org.change_holiday           GET  in  403 403 403 ok  403 403 403 403 403 ok  403 403 404 404
org.change_holiday           POST in  403 403 403 ok  403 403 403 403 403 ok  403 403 404 404
org.change_hours             GET  in  403 403 403 ok  403 403 403 403 403 ok  403 403 ok  ok
org.change_hours             POST in  403 403 403 ok  403 403 403 403 403 ok  403 403 ok  ok
org.change_location          GET  in  403 403 403 ok  403 403 403 403 403 ok  403 403 404 404
org.change_location          POST in  403 403 403 ok  403 403 403 403 403 ok  403 403 404 404
org.close_department         GET  in  403 403 403 ok  403 403 403 403 403 ok  403 403 404 404
org.close_department         POST in  403 403 403 ok  403 403 403 403 403 ok  403 403 404 404
org.confirm_holiday          GET  in  403 403 403 ok  403 403 403 403 403 ok  403 403 404 404
org.confirm_holiday          POST in  403 403 403 ok  403 403 403 403 403 ok  403 403 404 404
org.deactivate_location      GET  in  403 403 403 ok  403 403 403 403 403 ok  403 403 404 404
org.deactivate_location      POST in  403 403 403 ok  403 403 403 403 403 ok  403 403 404 404
org.import_holidays          GET  in  403 403 403 ok  403 403 403 403 403 ok  403 403 ok  ok
org.import_holidays          POST in  403 403 403 ok  403 403 403 403 403 ok  403 403 ok  ok
org.list_departments         GET  in  403 403 403 ok  403 403 403 403 403 ok  403 403 ok  ok
org.list_locations           GET  in  403 403 403 ok  403 403 403 403 403 ok  403 403 ok  ok
org.new_department           GET  in  403 403 403 ok  403 403 403 403 403 ok  403 403 ok  ok
org.new_department           POST in  403 403 403 ok  403 403 403 403 403 ok  403 403 ok  ok
org.new_holiday              GET  in  403 403 403 ok  403 403 403 403 403 ok  403 403 ok  ok
org.new_holiday              POST in  403 403 403 ok  403 403 403 403 403 ok  403 403 ok  ok
org.new_location             GET  in  403 403 403 ok  403 403 403 403 403 ok  403 403 ok  ok
org.new_location             POST in  403 403 403 ok  403 403 403 403 403 ok  403 403 ok  ok
org.remove_holiday           GET  in  403 403 403 ok  403 403 403 403 403 ok  403 403 404 404
org.remove_holiday           POST in  403 403 403 ok  403 403 403 403 403 ok  403 403 404 404
org.reopen_department        GET  in  403 403 403 ok  403 403 403 403 403 ok  403 403 404 404
org.reopen_department        POST in  403 403 403 ok  403 403 403 403 403 ok  403 403 404 404
org.restore_holiday          GET  in  403 403 403 ok  403 403 403 403 403 ok  403 403 404 404
org.restore_holiday          POST in  403 403 403 ok  403 403 403 403 403 ok  403 403 404 404
org.show_calendar            GET  in  403 403 403 ok  403 403 403 403 403 ok  403 403 ok  ok
org.unconfirm_holiday        GET  in  403 403 403 ok  403 403 403 403 403 ok  403 403 404 404
org.unconfirm_holiday        POST in  403 403 403 ok  403 403 403 403 403 ok  403 403 404 404
outages.join                 POST in  404 404 404 404 404 404 404 404 404 404 404 404 404 404
outages.list_outages         GET  in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
outages.mark                 GET  in  403 403 ok  ok  403 403 403 403 403 403 403 404 404 403
outages.mark                 POST in  403 403 ok  ok  403 403 403 403 403 403 403 404 404 403
outages.propose              POST in  403 403 ok  ok  403 403 403 403 403 403 403 ok  ok  403
outages.put_under            GET  in  403 403 ok  ok  403 403 403 403 403 403 403 404 404 403
outages.put_under            POST in  403 403 ok  ok  403 403 403 403 403 403 403 404 404 403
outages.take_out             POST in  403 403 ok  ok  403 403 403 403 403 403 403 404 404 403
outages.tell                 GET  in  403 403 ok  ok  403 403 403 403 403 403 403 404 404 403
outages.tell                 POST in  403 403 ok  ok  403 403 403 403 403 403 403 404 404 403
outages.unmark               POST in  403 403 ok  ok  403 403 403 403 403 403 403 404 404 403
outbox.list_messages         GET  in  403 403 403 403 403 403 403 403 403 ok  403 403 403 ok
outbox.retry                 POST in  403 403 403 403 403 403 403 403 403 ok  403 403 403 ok
reminders.list_notifications GET  in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
reminders.open_one           POST in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
reminders.read_all           POST in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
reminders.set_wishes         GET  in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
reminders.set_wishes         POST in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
reminders.unread_again       POST in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
reports.list_reports         GET  in  403 403 ok  ok  403 ok  ok  ok  ok  403 403 ok  ok  403
reports.show                 GET  in  403 403 ok  ok  403 ok  ok  ok  ok  403 403 ok  ok  403
search.show                  GET  in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
setup.say_alive              GET  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
setup.say_ready              GET  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
shortcuts.show               GET  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
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
systems.add_use              GET  in  403 403 ok  ok  403 403 403 403 403 403 403 404 404 403
systems.add_use              POST in  403 403 ok  ok  403 403 403 403 403 403 403 404 404 403
systems.change               GET  in  403 403 ok  ok  403 403 403 403 403 403 403 404 404 403
systems.change               POST in  403 403 ok  ok  403 403 403 403 403 403 403 404 404 403
systems.change_use           GET  in  403 403 ok  ok  403 403 403 403 403 403 403 404 404 403
systems.change_use           POST in  403 403 ok  ok  403 403 403 403 403 403 403 404 404 403
systems.end_use              POST in  403 403 ok  ok  403 403 403 403 403 403 403 404 404 403
systems.list_systems         GET  in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
systems.new                  GET  in  403 403 ok  ok  403 403 403 403 403 403 403 ok  ok  403
systems.new                  POST in  403 403 ok  ok  403 403 403 403 403 403 403 ok  ok  403
systems.restore              POST in  403 403 ok  ok  403 403 403 403 403 403 403 404 404 403
systems.resume_use           POST in  403 403 ok  ok  403 403 403 403 403 403 403 404 404 403
systems.retire               POST in  403 403 ok  ok  403 403 403 403 403 403 403 404 404 403
systems.show                 GET  in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  404 404 404 404
tickets.add_time             GET  in  403 403 ok  ok  403 403 403 403 403 403 403 404 404 403
tickets.add_time             POST in  403 403 ok  ok  403 403 403 403 403 403 403 404 404 403
tickets.answer               GET  in  403 403 ok  ok  403 403 403 403 403 403 403 404 404 403
tickets.answer               POST in  403 403 ok  ok  403 403 403 403 403 403 403 404 404 403
tickets.assign               GET  in  403 403 ok  ok  403 403 403 403 403 403 403 404 404 403
tickets.assign               POST in  403 403 ok  ok  403 403 403 403 403 403 403 404 404 403
tickets.bulk                 GET  in  403 403 ok  ok  403 403 403 403 403 403 403 ok  ok  403
tickets.bulk                 POST in  403 403 ok  ok  403 403 403 403 403 403 403 ok  ok  403
tickets.cancel               GET  in  ok  404 ok  ok  404 403 404 403 403 404 404 404 404 404
tickets.cancel               POST in  ok  404 ok  ok  404 403 404 403 403 404 404 404 404 404
tickets.change_answer        GET  in  403 403 ok  ok  403 403 403 403 403 403 403 404 404 403
tickets.change_answer        POST in  403 403 ok  ok  403 403 403 403 403 403 403 404 404 403
tickets.change_checklist     GET  in  403 403 ok  ok  403 403 403 403 403 403 403 404 404 403
tickets.change_checklist     POST in  403 403 ok  ok  403 403 403 403 403 403 403 404 404 403
tickets.change_team          GET  in  403 403 403 ok  403 403 403 403 403 403 403 403 404 403
tickets.change_team          POST in  403 403 403 ok  403 403 403 403 403 403 403 403 404 403
tickets.change_view          GET  in  403 403 ok  404 403 403 403 403 403 403 403 404 404 403
tickets.change_view          POST in  403 403 ok  404 403 403 403 403 403 403 403 404 404 403
tickets.change_category_targets GET  in  403 403 403 ok  403 403 403 403 403 ok  403 403 404 404
tickets.change_category_targets POST in  403 403 403 ok  403 403 403 403 403 ok  403 403 404 404
tickets.change_priority      GET  in  403 403 ok  ok  403 403 403 403 403 403 403 404 404 403
tickets.change_priority      POST in  403 403 ok  ok  403 403 403 403 403 403 403 404 404 403
tickets.change_targets       GET  in  403 403 403 ok  403 403 403 403 403 ok  403 403 ok  ok
tickets.change_targets       POST in  403 403 403 ok  403 403 403 403 403 ok  403 403 ok  ok
tickets.chase                GET  in  403 403 ok  ok  403 403 403 403 403 403 403 404 404 403
tickets.chase                POST in  403 403 ok  ok  403 403 403 403 403 403 403 404 404 403
tickets.close_team           POST in  403 403 403 ok  403 403 403 403 403 403 403 403 404 403
tickets.confirm              POST in  ok  404 404 404 404 404 404 404 404 404 404 404 404 404
tickets.escalate             GET  in  403 403 ok  ok  403 403 403 403 403 403 403 404 404 403
tickets.escalate             POST in  403 403 ok  ok  403 403 403 403 403 403 403 404 404 403
tickets.insert_answer        POST in  403 403 ok  ok  403 403 403 403 403 403 403 404 404 403
tickets.job_card             GET  in  403 403 ok  ok  403 403 403 403 403 403 403 404 404 403
tickets.link                 GET  in  403 403 ok  ok  403 403 403 403 403 403 403 404 404 403
tickets.link                 POST in  403 403 ok  ok  403 403 403 403 403 403 403 404 404 403
tickets.list_answers         GET  in  403 403 ok  ok  403 403 403 403 403 403 403 ok  ok  403
tickets.list_checklists      GET  in  403 403 ok  ok  403 403 403 403 403 403 403 ok  ok  403
tickets.list_escalations     GET  in  403 403 ok  ok  403 403 403 403 ok  403 403 ok  ok  403
tickets.list_teams           GET  in  403 403 ok  ok  403 403 403 403 403 403 403 ok  ok  403
tickets.list_tickets         GET  in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
tickets.list_views           GET  in  403 403 ok  ok  403 403 403 403 403 403 403 ok  ok  403
tickets.merge                GET  in  403 403 ok  ok  403 403 403 403 403 403 403 404 404 403
tickets.merge                POST in  403 403 ok  ok  403 403 403 403 403 403 403 404 404 403
tickets.new                  GET  in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
tickets.new                  POST in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
tickets.new_answer           GET  in  403 403 ok  ok  403 403 403 403 403 403 403 ok  ok  403
tickets.new_answer           POST in  403 403 ok  ok  403 403 403 403 403 403 403 ok  ok  403
tickets.new_checklist        GET  in  403 403 ok  ok  403 403 403 403 403 403 403 ok  ok  403
tickets.new_checklist        POST in  403 403 ok  ok  403 403 403 403 403 403 403 ok  ok  403
tickets.new_team             GET  in  403 403 403 ok  403 403 403 403 403 403 403 403 ok  403
tickets.new_team             POST in  403 403 403 ok  403 403 403 403 403 403 403 403 ok  403
tickets.phone                GET  in  403 403 ok  ok  403 403 403 403 403 403 403 ok  ok  403
tickets.phone                POST in  403 403 ok  ok  403 403 403 403 403 403 403 ok  ok  403
tickets.phone_saved          GET  in  403 403 ok  ok  403 403 403 403 403 403 403 404 404 403
tickets.put_checklist        POST in  403 403 ok  ok  403 403 403 403 403 403 403 404 404 403
tickets.rate                 GET  in  404 404 404 404 404 404 404 404 404 404 404 404 404 404
tickets.rate                 POST in  404 404 404 404 404 404 404 404 404 404 404 404 404 404
tickets.remove_time          POST in  403 403 ok  403 403 403 403 403 403 403 403 404 404 403
tickets.remove_view          POST in  403 403 ok  404 403 403 403 403 403 403 403 404 404 403
tickets.reopen               GET  in  ok  404 404 404 404 404 404 404 404 404 404 404 404 404
tickets.reopen               POST in  ok  404 404 404 404 404 404 404 404 404 404 404 404 404
tickets.reopen_team          POST in  403 403 403 ok  403 403 403 403 403 403 403 403 404 403
tickets.reply                POST in  ok  404 ok  ok  404 403 404 403 403 404 404 404 404 404
tickets.resolve              GET  in  403 403 ok  ok  403 403 403 403 403 403 403 404 404 403
tickets.resolve              POST in  403 403 ok  ok  403 403 403 403 403 403 403 404 404 403
tickets.restore_answer       POST in  403 403 ok  ok  403 403 403 403 403 403 403 404 404 403
tickets.restore_time         POST in  403 403 ok  403 403 403 403 403 403 403 403 404 404 403
tickets.restore_view         POST in  403 403 ok  404 403 403 403 403 403 403 403 404 404 403
tickets.resume               POST in  403 403 ok  ok  403 403 403 403 403 403 403 404 404 403
tickets.retire_answer        POST in  403 403 ok  ok  403 403 403 403 403 403 403 404 404 403
tickets.save_view            GET  in  403 403 ok  ok  403 403 403 403 403 403 403 ok  ok  403
tickets.save_view            POST in  403 403 ok  ok  403 403 403 403 403 403 403 ok  ok  403
tickets.show                 GET  in  ok  404 ok  ok  404 ok  404 ok  ok  404 404 404 404 404
tickets.split                GET  in  403 403 ok  ok  403 403 403 403 403 403 403 404 404 403
tickets.split                POST in  403 403 ok  ok  403 403 403 403 403 403 403 404 404 403
tickets.take                 POST in  403 403 ok  ok  403 403 403 403 403 403 403 404 404 403
tickets.take_back_answer     POST in  403 403 ok  ok  403 403 403 403 403 403 403 404 404 403
tickets.take_back_sending    POST in  403 403 ok  ok  403 403 403 403 403 403 403 404 404 403
tickets.take_off_checklist   POST in  403 403 ok  ok  403 403 403 403 403 403 403 404 404 403
tickets.tick                 GET  in  403 403 ok  ok  403 403 403 403 403 403 403 404 404 403
tickets.tick                 POST in  403 403 ok  ok  403 403 403 403 403 403 403 404 404 403
tickets.triage               GET  in  403 403 ok  ok  403 403 403 403 403 403 403 ok  ok  403
tickets.triage               POST in  403 403 ok  ok  403 403 403 403 403 403 403 ok  ok  403
tickets.uncancel             POST in  ok  404 ok  ok  404 403 404 403 403 404 404 404 404 404
tickets.undo                 POST in  403 403 ok  ok  403 403 403 403 403 403 403 404 404 403
tickets.undo_batch           POST in  403 403 404 404 403 403 403 403 403 403 403 404 404 403
tickets.undo_close_team      POST in  403 403 403 ok  403 403 403 403 403 403 403 403 404 403
tickets.undo_retire          POST in  403 403 ok  ok  403 403 403 403 403 403 403 404 404 403
tickets.unlink               POST in  403 403 ok  ok  403 403 403 403 403 403 403 404 404 403
tickets.use_checklist        POST in  403 403 ok  ok  403 403 403 403 403 403 403 404 404 403
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
