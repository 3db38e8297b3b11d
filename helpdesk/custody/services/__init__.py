"""Handing devices over, and keeping what their holders say; the caller commits."""

from helpdesk.custody.services.answers import accept as accept
from helpdesk.custody.services.answers import differ as differ
from helpdesk.custody.services.clearing import clear as clear
from helpdesk.custody.services.holdings import confirm as confirm
from helpdesk.custody.services.holdings import deny as deny
from helpdesk.custody.services.papers import Given as Given
from helpdesk.custody.services.papers import Paper as Paper
from helpdesk.custody.services.papers import come_back as come_back
from helpdesk.custody.services.papers import hand_over as hand_over
