import sys; sys.path.insert(0,"/work/main")
from tests import factories
import pytest
def test_probe(pages, app):
    admin=factories.user("administrator"); pages.sign_in(admin)
    for path in ("/people/99999999999999999999","/people/4294967296","/departments/99999999999999999999/edit","/locations/new?parent=99999999999999999999","/people/?department=99999999999999999999","/people/?after=99999999999999999999~x","/audit/?after=999999999999999999999999~9","/people/?q=%C0%80"):
        try: print(path, pages.peek(path).status_code)
        except Exception as e: print(path, type(e), str(e)[:100])
    t=pages.token()
    for nxt in ("//[","http://[::1","/\u2028x"):
        try: print(repr(nxt), pages._send("POST","/language",data={"csrf_token":t,"language":"en","next":nxt}).status_code)
        except Exception as e: print(nxt, type(e), str(e)[:100])
    for f in ("department_id","location_id"):
        page=pages.get("/people/new")
        r=pages.sent(page,name="x y",username="abc.d"+f[:1],**{f:"99999999999999999999"}); print(f,r.status_code)
    page=pages.get("/me")
    d={"csrf_token":t,"request_key":page.select_one("#main-form [name=request_key]")["value"],"version":"9"*30,"phone":"","email":"","preferred_language":"sw"}
    print("version",pages._send("POST","/me",data=d).status_code)
