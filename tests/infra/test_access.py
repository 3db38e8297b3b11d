"""Who may open what: one hook asks, and denies what it does not know."""

from dataclasses import replace

import pytest
from flask import render_template_string
from werkzeug.exceptions import Unauthorized

from helpdesk.infra import access
from helpdesk.infra.access import Role, can, current_actor, declare, requires, somebody, the_program
from tests import factories


@pytest.fixture
def only_heads(monkeypatch):
    monkeypatch.setattr(access, "_permissions", access._permissions.copy())
    return declare("samples.head", "Head samples", Role.HEAD)


@pytest.fixture
def headed(ground, only_heads, monkeypatch):
    """The sample page, for heads alone."""
    view = ground.view_functions["samples.new"]

    @requires(only_heads)
    def for_heads():
        return view()

    monkeypatch.setitem(ground.view_functions, "samples.new", for_heads)


@pytest.mark.parametrize(
    ("roles", "status"), [(["head"], 200), (["requester", "head"], 200), (["technician"], 403)]
)
def test_roles_add_up_and_others_are_refused(pages, headed, roles, status):
    pages.sign_in(factories.user(*roles))

    pages.get("/samples/new", status=status)


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_no_way_of_asking_goes_round_the_hook(pages, headed, method):
    pages.sign_in(factories.user("technician"))
    token = pages.get("/me").select_one("[name=csrf_token]")["value"]

    answer = pages._send(method, "/samples/new", headers={"X-CSRFToken": token})

    assert answer.status_code in (403, 405)


def test_a_stranger_is_led_to_sign_in_and_back(pages):
    assert pages.redirected("/samples/new?a=1") == "/sign-in?next=%2Fsamples%2Fnew%3Fa%3D1"


def test_a_stranger_who_sends_something_is_not_led_back_to_it(pages):
    token = pages.token()

    answer = pages._send("POST", "/samples/new", data={"csrf_token": token})

    assert (answer.status_code, answer.location) == (303, "/sign-in?next=%2F")


def test_whoever_must_change_the_password_can_do_nothing_else(app, pages, asha):
    asha.must_change_password = True
    pages.sign_in(asha)

    assert pages.redirected("/samples/new") == "/me/password"
    pages.get("/me/password")


def test_the_program_may_everything_and_nobody_nothing(only_heads):
    program = the_program(1)

    assert (program.id, can(program, only_heads)) == (None, True)
    assert not can(None, only_heads)
    assert not can(replace(program, roles=frozenset()), only_heads)


def test_a_permission_is_declared_once(only_heads):
    with pytest.raises(ValueError, match="declared twice"):
        declare("samples.head", "again")


def test_templates_ask_by_name_and_a_misspelt_one_is_found_at_once(ground):
    with ground.test_request_context():
        assert render_template_string("{{ can('attachments.open') }}") == "False"
        with pytest.raises(KeyError):
            render_template_string("{{ can('attachments.opne') }}")


def test_jobs_and_commands_act_for_nobody(app):
    with app.app_context():
        assert somebody() is None
        with pytest.raises(Unauthorized):
            current_actor()
