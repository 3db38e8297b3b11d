"""Names of the ways in which a ticket reaches the desk."""

from flask_babel import lazy_pgettext

from helpdesk.tickets.rules import Channel

CHANNEL = {
    Channel.WEB: lazy_pgettext("channel", "This system"),
    Channel.LABEL: lazy_pgettext("channel", "Label of the device"),
    Channel.PHONE: lazy_pgettext("channel", "Telephone"),
    Channel.WALK_IN: lazy_pgettext("channel", "In person"),
    Channel.LETTER: lazy_pgettext("channel", "Letter"),
    Channel.EMAIL: lazy_pgettext("channel", "E-mail"),
}
BY_VOICE_OR_PAPER = {
    channel: CHANNEL[channel]
    for channel in (Channel.PHONE, Channel.WALK_IN, Channel.LETTER, Channel.EMAIL)
}
