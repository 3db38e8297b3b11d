"""Who approves which kind of request: the settings of the head of ICT."""

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.notices import done
from helpdesk.kinds import forms, labels, permissions, queries, services
from helpdesk.kinds.rules import CAN_BE_APPROVED
from helpdesk.kinds.views.blueprint import bp
from helpdesk.tickets.rules import Kind

SLUGS = {str(kind).replace("_", "-"): kind for kind in CAN_BE_APPROVED}


@bp.get("/chains/")
@requires(permissions.SET_CHAINS)
def list_chains() -> ResponseReturnValue:
    chains = queries.chains(current_actor())
    rows = [(slug, kind, chains[kind]) for slug, kind in SLUGS.items()]
    return render_template("kinds/list_chains.html", rows=rows, labels=labels)


@bp.route("/chains/<slug>", methods=["GET", "POST"])
@requires(permissions.SET_CHAINS)
def change_chain(slug: str) -> ResponseReturnValue:
    kind, actor = _kind(slug), current_actor()
    chain = queries.chain_to_change(kind, actor=actor)
    form = forms.ChainForm(chain, queries.chain_of(kind, actor=actor))
    if form.validate_on_submit():
        services.set_chain(chain, form.approvers, actor=actor)
        done(_("Who approves has been saved. It holds for requests from now on."))
        return redirect(url_for(".list_chains"), code=303)
    title = labels.TITLES[kind]
    return render_template(
        "kinds/change_chain.html", form=form, slug=slug, title=title
    ), form.status


def _kind(slug: str) -> Kind:
    return SLUGS[slug] if slug in SLUGS else abort(404)
