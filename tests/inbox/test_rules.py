"""What is read out of a mail."""

import pytest

from helpdesk.inbox.rules import Reason, UnreadableError, fingerprint, read, without_quote
from helpdesk.inbox.rules.texts import text_of_html, tidied
from tests.inbox.mails import ASHA, mail, raw

HISTORY = "> Je, taa inawaka?\n>\n> Dawati\n"
HEADS = [
    "On Mon, 2 Mar 2026 at 09:00, Dawati <msaada@mbarali.go.tz> wrote:\n" + HISTORY,
    "On Mon, 2 Mar 2026 at 09:00, Dawati la Msaada\n<msaada@mbarali.go.tz> wrote:\n" + HISTORY,
    "Mnamo Jumatatu, 2 Machi 2026, Dawati aliandika:\n" + HISTORY,
    "-----Original Message-----\nFrom: Dawati\n\nJe, taa inawaka?",
    "________________________________\nFrom: Dawati\nSent: Monday\n\nJe, taa inawaka?",
    "From: Dawati <msaada@mbarali.go.tz>\nSent: Monday, March 2\nSubject: Ombi\n\nJe?",
    "Kutoka: Dawati\nTarehe: 2 Machi\nMada: Ombi\n\nJe?",
    HISTORY,
]


@pytest.mark.parametrize("history", HEADS)
def test_the_history_below_an_answer_is_cut_off(history):
    assert without_quote(f"Ndiyo, inawaka.\n\n{history}") == "Ndiyo, inawaka."


@pytest.mark.parametrize(
    "text",
    [
        f"{HISTORY}Ndiyo, inawaka.",
        "> Je, taa?\nNdiyo.\n> Na sauti?\nHapana.",
        "On Monday I wrote:\nnothing that was quoted follows",
        HISTORY.strip(),
        "From: hapa hadi pale\nni mbali",
        "a > b na c > d",
    ],
)
def test_answers_between_the_lines_and_honest_words_are_left_whole(text):
    assert without_quote(text) == text


def test_a_page_becomes_its_words_with_links_written_out():
    page = (
        "<html><head><title>x</title></head><style>p{}</style><p>Habari&nbsp;&lt;b&gt;</p>"
        '<div>Bofya <a href="https://evil.example/x">https://benki.example</a></div>'
        "<script>alert(1)</script><!-- siri --><ul><li>a<li>b</ul>1 < 2"
    )

    assert tidied(text_of_html(page)).replace("\xa0", " ") == (
        "Habari <b>\n\nBofya https://benki.example (https://evil.example/x)\n\na\nb\n1 < 2"
    )


def test_text_has_one_spelling_and_no_unseen_signs():
    assert tidied("e\u0301\u200b\x00\x1b[1m\r\n\r\n\r\n\r\na\u202e\t b  ") == "é[1m\n\na  b"


def test_the_plain_words_are_read_rather_than_the_page():
    letter = mail("Maneno")
    letter.add_alternative("<p>Ukurasa</p>", subtype="html")

    assert read(letter.as_bytes()).text == "Maneno"


@pytest.mark.parametrize(
    ("given", "sender"),
    [
        (f"Mrisho, Asha <{ASHA}>", ASHA),
        (f'"Mrisho, Asha" <{ASHA.upper()}>', ASHA),
        (f"=?utf-8?q?Asha_=E2=80=93?= <{ASHA}>", ASHA),
        (f"<x@evil.example> <{ASHA}>", None),
        (f"x@evil.example, {ASHA}", None),
        ("Asha", None),
    ],
)
def test_a_mail_has_one_sender_or_none(given, sender):
    letter = raw(f"From: {given}\nSubject: a")
    if sender:
        assert read(letter).sender == sender
    else:
        with pytest.raises(UnreadableError) as refused:
            read(letter)
        assert refused.value.reason is Reason.NO_SENDER


def test_a_mail_is_known_again_by_its_number_and_its_words():
    letter = mail("Habari", number="<1@x>").as_bytes()
    by_another_way = b"Received: from elsewhere\n" + letter
    other_words = mail("Kwaheri", number="<1@x>").as_bytes()

    assert fingerprint(letter) == fingerprint(by_another_way)
    assert fingerprint(letter) != fingerprint(other_words), "a number alone hides nothing"
    assert fingerprint(raw("From: a@b", "1")) != fingerprint(raw("From: c@d", "1"))
