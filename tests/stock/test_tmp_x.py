import pytest
from tests import factories
@pytest.mark.parametrize("path",["/work-orders/99999999999999999999","/stock/parts/99999999999999999999","/repairs/?technician=99999999999999999999","/stock/?store=99999999999999999999","/repairs/new?ticket=99999999999999999999","/tickets/99999999999999999999","/tickets/?assignee=99999999999999999999","/repairs/?after=99999999999999999999~2026-01-01T00:00:00%2B00:00", "/repairs/?after=1~2026-01-01"])
def test_x(pages,app,path):
    u=factories.user("head"); pages.sign_in(u)
    r=pages._send("GET",path); print(path,r.status_code); assert r.status_code<500
