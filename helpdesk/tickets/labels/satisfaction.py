"""How content a requester is, in words."""

from flask_babel import lazy_pgettext

from helpdesk.tickets.rules import Score

SCORE = {
    Score.VERY_DISCONTENT: lazy_pgettext("satisfaction", "1 Not content at all"),
    Score.DISCONTENT: lazy_pgettext("satisfaction", "2 Not content"),
    Score.MIDDLING: lazy_pgettext("satisfaction", "3 Middling"),
    Score.CONTENT: lazy_pgettext("satisfaction", "4 Content"),
    Score.VERY_CONTENT: lazy_pgettext("satisfaction", "5 Very content"),
}
