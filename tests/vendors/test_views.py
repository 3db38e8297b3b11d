"""Suppliers and workshops: entered, corrected, no longer asked."""

import pytest

from helpdesk.accounts.queries import as_actor
from helpdesk.infra.db import db
from helpdesk.vendors import queries
from helpdesk.vendors.models import Vendor
from tests import factories


@pytest.fixture
def keeper(app):
    return factories.user("storekeeper")


def entered(pages, keeper, **said):
    pages.sign_in(keeper)
    pages.submit(pages.get("/vendors/new"), **{"name": "Duka la Kompyuta", **said})
    return db.session.query(Vendor).one()


def test_who_is_entered_can_be_chosen_and_is_listed_in_every_form(pages, keeper):
    vendor = entered(pages, keeper, tax_number="100-200-300", is_workshop="y")

    assert [one.name for one in queries.in_use(as_actor(keeper))] == ["Duka la Kompyuta"]
    assert "Mzabuni na karakana" in pages.get("/vendors/").get_text()
    assert "100-200-300" in pages.download("/vendors/?format=csv").data.decode()
    assert vendor.council_id == keeper.council_id


def test_a_name_is_given_once_however_it_is_typed(pages, keeper):
    entered(pages, keeper)

    refused = pages.submit(pages.get("/vendors/new"), name="duka  la KOMPYUTA", status=422)

    assert "Mzabuni au karakana yenye jina hili ipo tayari." in refused.get_text()


def test_who_is_no_longer_asked_stays_where_he_was_chosen(pages, keeper):
    vendor = entered(pages, keeper)
    page = pages.get(f"/vendors/{vendor.id}/edit")

    pages.submit(page, is_active=None, name="Duka la Mtandao")

    actor = as_actor(keeper)
    assert queries.in_use(actor) == []
    assert [one.name for one in queries.in_use(actor, besides=vendor.id)] == ["Duka la Mtandao"]


def test_another_council_sees_none_of_them(pages, keeper):
    vendor = entered(pages, keeper)
    pages.sign_in(factories.user("storekeeper", council_id=factories.council().id))

    assert "Duka la Kompyuta" not in pages.get("/vendors/").get_text()
    pages.get(f"/vendors/{vendor.id}/edit", status=404)
