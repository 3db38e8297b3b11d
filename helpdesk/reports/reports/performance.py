"""The report on the help desk: what came in, what was solved, and which promises were kept."""

from collections import Counter
from collections.abc import Callable, Hashable, Mapping
from decimal import Decimal
from typing import TypeVar

from flask_babel import format_date, pgettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from helpdesk.infra import clock
from helpdesk.infra.access import Actor, can
from helpdesk.infra.documents.model import (
    Block,
    Cell,
    Column,
    Figure,
    FigureKind,
    Paragraph,
    Report,
    Section,
    Series,
    Table,
    Tiles,
)
from helpdesk.infra.i18n import number
from helpdesk.infra.reporting import Wanted, report
from helpdesk.reports import permissions, queries, rules
from helpdesk.reports.reports import parts
from helpdesk.reports.reports.desk import Desk
from helpdesk.reports.reports.performance_details import (
    contentment,
    late,
    waiting,
    workload,
)
from helpdesk.reports.rules import Case, Service
from helpdesk.tickets import labels
from helpdesk.tickets import permissions as tickets_permissions

Key = TypeVar("Key", bound=Hashable)


@report("help-desk-performance", _l("Help desk performance"), permissions.VIEW, order=6)
def performance_report(actor: Actor, wanted: Wanted) -> Report:
    """Say how many requests came, how fast they were answered and solved, and what was late."""
    period, now = wanted.period, wanted.made_at
    desk = Desk(queries.cases(actor, period), period, now)
    before = Desk(queries.cases(actor, period.previous), period.previous, now)
    departments = queries.department_names(actor)
    scores = queries.scores(actor, period)
    contents = _mean(scores), _mean(queries.scores(actor, period.previous))
    sections = [
        Section(_("Summary"), [_tiles(desk, before, contents), *_notes(), _flow(desk)]),
        _groups(actor, desk, departments),
        waiting(desk),
        late(desk, departments),
        contentment(scores),
    ]
    if can(actor, tickets_permissions.WORK):
        sections.append(workload(actor, desk))
    name, taken = _("Help desk performance report"), _("Received by")
    return parts.period_report(actor, wanted, name=name, sections=sections, taken=taken)


def _tiles(desk: Desk, before: Desk, contents: tuple[Cell, Cell]) -> Tiles:
    now, then = desk.of(desk.cases), before.of(before.cases)
    return Tiles(
        [
            parts.compared(_("Requests received"), now.received, then.received),
            parts.compared(_("Requests solved"), now.solved, then.solved),
            parts.compared(_("Open at the end"), now.still_open, then.still_open),
            parts.compared(_("Answered in time"), _share(now.answers), _share(then.answers)),
            parts.compared(_("Solved in time"), _share(now.solutions), _share(then.solutions)),
            parts.compared(
                _("Half were solved within (working hours)"),
                now.solutions.median_hours,
                then.solutions.median_hours,
            ),
            parts.compared(
                _("Nine tenths were solved within (working hours)"),
                now.solutions.ninetieth_hours,
                then.solutions.ninetieth_hours,
            ),
            parts.compared(
                _("Reopened"),
                parts.percent_sign(now.reopened_percent),
                parts.percent_sign(then.reopened_percent),
            ),
            parts.compared(_("Contentment (1 to 5)"), *contents),
        ]
    )


def _share(kept: rules.Kept) -> str | None:
    """Say a share with the number that it is a share of."""
    if kept.percent is None:
        return None
    return str(_("%(share)s%% of %(n)s", share=kept.percent, n=number(kept.n)))


def _mean(scores: Mapping[int, int]) -> str | None:
    """Say the mean score with the number of answers."""
    given = sum(scores.values())
    if not given:
        return None
    mean = Decimal(sum(score * count for score, count in scores.items())) / given
    return str(_("%(mean)s (%(n)s answers)", mean=number(round(mean, 1)), n=number(given)))


def _notes() -> list[Block]:
    return [
        Paragraph(
            _(
                "Times are counted in working hours. The time in which a request waited for its "
                "requester, for parts or for somebody outside is left out; the next pages show it."
            )
        )
    ]


def _flow(desk: Desk) -> Figure:
    found = rules.weeks(desk.cases, desk.period, until=desk.until)
    return Figure(
        title=_("Requests by week"),
        kind=FigureKind.LINES,
        categories=[format_date(begin.astimezone(clock.ZONE), "d MMM") for begin, *_n in found],
        series=[
            Series(pgettext("requests", "Received"), [came for _begin, came, _went in found]),
            Series(pgettext("requests", "Solved"), [went for _begin, _came, went in found]),
        ],
        unit=_("Requests"),
    )


def _groups(actor: Actor, desk: Desk, departments: Mapping[int, str]) -> Section:
    categories = _sorted(queries.ticket_category_names(actor))
    came = [c for c in desk.cases if rules.is_within(c.opened_at, desk.period)]
    names = [categories.get(case.category_id or 0, _("Not sorted yet")) for case in came]
    commonest = sorted(Counter(map(_short, names)).items())
    return Section(
        _("What was asked, by whom, and how it was answered"),
        [
            parts.pareto(_("What was asked"), commonest, unit=_("Requests")),
            _table(desk, _("Category"), lambda case: case.category_id, categories),
            _table(desk, _("Priority"), lambda case: case.priority, dict(labels.PRIORITY)),
            _table(
                desk,
                _("Department or unit"),
                lambda case: case.department_id,
                _sorted(departments),
            ),
            _table(
                desk, _("Place"), lambda case: case.location_id, _sorted(queries.place_names(actor))
            ),
        ],
    )


def _short(name: str) -> str:
    """Leave the examples in brackets to the table: below a bar there is little room."""
    return name.partition(" (")[0]


def _sorted(names: Mapping[int, str]) -> dict[int, str]:
    return dict(sorted(names.items(), key=lambda pair: pair[1]))


def _table(
    desk: Desk, heading: str, key: Callable[[Case], Key | None], names: Mapping[Key, object]
) -> Table:
    """One row a group, in the order of `names`; those of no group come last."""
    groups: dict[Key | None, list[Case]] = {}
    for case in desk.cases:
        wanted = key(case)
        groups.setdefault(wanted if wanted in names else None, []).append(case)
    rows = [(str(name), groups[one]) for one, name in names.items() if one in groups]
    rows += [(_("Not known"), groups[None])] if None in groups else []
    return Table(
        columns=[
            Column(heading, 4),
            Column(pgettext("requests", "Received"), 2, numeric=True),
            Column(pgettext("requests", "Solved"), 2, numeric=True),
            Column(_("Open at the end"), 2, numeric=True),
            Column(_("Answered in time"), 2, numeric=True),
            Column(_("Solved in time"), 2, numeric=True),
            Column(_("Half within (hours)"), 2, numeric=True),
            Column(_("Nine tenths within (hours)"), 2, numeric=True),
        ],
        rows=[(name, *_cells(desk.of(cases))) for name, cases in rows],
        totals=(None, *_cells(desk.of(desk.cases))),
        empty=_("There was no request in this period."),
        caption=heading,
    )


def _cells(found: Service) -> tuple[Cell, ...]:
    return (
        found.received,
        found.solved,
        found.still_open,
        _share(found.answers),
        _share(found.solutions),
        found.solutions.median_hours,
        found.solutions.ninetieth_hours,
    )
