"""Which tests run in one process, since one goes on from what another found or made.

The mark `xdist_group` would say so beside each test, but pytest 9.2 does not hand it on.
"""

from xdist.scheduler import LoadGroupScheduling  # type: ignore[import-untyped]

GROUPS = {
    # Of pages and forms none is looked at twice, whoever sees it.
    "pages": ("tests/browser/test_every_page.py::test_every_page_is_sound_on_a_phone",),
    "refusals": ("tests/browser/test_refusals.py::",),
    # What is long in the making is made once: a council with one of everything, the sample council.
    "world": (
        "tests/backup/test_commands.py::",
        "tests/backup/test_services.py::",
        "tests/reports/",
        "tests/system/test_access.py::",
        "tests/system/test_bare_words.py::",
        "tests/system/test_form_rules.py::",
        "tests/system/test_lists.py::",
        "tests/system/test_sent_twice.py::",
    ),
    "sample": (
        "tests/equipment/test_books.py::",
        "tests/setup/test_demo.py::",
        "tests/setup/test_knowledge.py::",
        "tests/system/test_duties.py::",
    ),
    "upgraded": ("tests/tickets/test_clock_migration.py::",),
}


def group(nodeid: str) -> str | None:
    return next((name for name, begin in GROUPS.items() if nodeid.startswith(begin)), None)


class Together(LoadGroupScheduling):  # type: ignore[misc]
    def _split_scope(self, nodeid: str) -> str:
        return group(nodeid) or nodeid
