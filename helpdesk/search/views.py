"""The page of what was found."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpdesk.equipment.labels import STATUS as ASSET_STATUS
from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.i18n import day, named
from helpdesk.infra.paging import paged
from helpdesk.knowledge import labels as knowledge_labels
from helpdesk.search import labels, permissions, queries
from helpdesk.search.rules import FEW, Group, asked
from helpdesk.tickets import labels as tickets_labels
from helpdesk.workorders import labels as workorders_labels

bp = Blueprint("search", __name__)


@dataclass(frozen=True, slots=True)
class Hit:
    """How one thing is shown: its name, and what tells it from others of that name."""

    title: str
    url: str
    detail: str


@bp.get("/search")
@requires(permissions.USE)
def show() -> ResponseReturnValue:
    actor, question = current_actor(), asked(request.args.get("q", ""))
    if question.is_too_short:
        return _page(question=question, found=[])
    named_things = queries.exact(question, actor=actor)
    if len(named_things) == 1:
        ((group, thing),) = named_things
        return redirect(HITS[group](thing).url, code=303)
    wanted = request.args.get("in", "")
    if wanted in queries.groups_of(actor):
        group = Group(wanted)
        order = queries.SOURCES[group].order
        page = paged(queries.matching(group, question, actor=actor), order)
        return _page(question=question, page=page, group=group)
    return _page(question=question, found=queries.search(question, actor=actor))


def _page(**given: Any) -> str:
    given = {"found": None, "page": None, "group": None, **given}
    return render_template("search/show.html", labels=labels, hit=_hit, few=FEW, **given)


def _hit(group: Group, thing: Any) -> Hit:
    return HITS[group](thing)


def _ticket(ticket: Any) -> Hit:
    state = tickets_labels.state_of(ticket)
    detail = f"{ticket.reference} · {state} · {day(ticket.opened_at)}"
    return Hit(ticket.subject, url_for("tickets.show", ticket_id=ticket.id), detail)


def _asset(asset: Any) -> Hit:
    detail = f"{asset.model.full_name} · {asset.location.name} · {ASSET_STATUS[asset.status]}"
    return Hit(asset.asset_tag, url_for("equipment.show", asset_id=asset.id), detail)


def _order(order: Any) -> Hit:
    url = url_for("procurement.show_order", order_id=order.id)
    return Hit(order.number, url, f"{order.supplier.name} · {day(order.ordered_on)}")


def _work_order(order: Any) -> Hit:
    state = workorders_labels.state(order.status, order.hold_reason)
    title = f"{workorders_labels.PROBLEM[order.problem]}: {order.at_asset_tag}"
    detail = f"{order.reference} · {state} · {day(order.opened_at)}"
    return Hit(title, url_for("workorders.show", work_order_id=order.id), detail)


def _article(article: Any) -> Hit:
    url = url_for("knowledge.show", article_id=article.id)
    return Hit(knowledge_labels.title(article), url, str(knowledge_labels.TOPIC[article.topic]))


def _part(part: Any) -> Hit:
    return Hit(named(part), url_for("stock.show_part", part_id=part.id), part.code)


def _system(system: Any) -> Hit:
    return Hit(system.acronym, url_for("systems.show", system_id=system.id), system.full_name)


def _person(person: Any) -> Hit:
    place = named(person.department) if person.department else ""
    detail = " · ".join(filter(None, [person.job_title, place]))
    return Hit(person.name, url_for("accounts.show_person", user_id=person.id), detail)


HITS: dict[Group, Callable[[Any], Hit]] = {
    Group.TICKETS: _ticket,
    Group.EQUIPMENT: _asset,
    Group.ORDERS: _order,
    Group.WORK_ORDERS: _work_order,
    Group.ARTICLES: _article,
    Group.PARTS: _part,
    Group.SYSTEMS: _system,
    Group.PEOPLE: _person,
}
