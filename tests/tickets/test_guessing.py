"""Guessing what a ticket is about, on the words of the sample council and on others."""

from collections import Counter

import pytest

from helpdesk.setup.imports.files import rows
from helpdesk.tickets.rules import guess_category, share_words


class Kind:
    def __init__(self, code, keywords):
        self.code, self.keywords = code, keywords


@pytest.fixture(scope="module")
def categories():
    return [Kind(row["code"], row["keywords"]) for row in rows("ticket_categories")]


def shares(written, categories):
    """Count what was guessed right, wrong and not at all."""
    found: Counter[str] = Counter()
    for text, wanted in written:
        guess = guess_category(text, categories)
        found["none" if guess is None else "right" if guess == wanted else "wrong"] += 1
    return found


def test_most_requests_of_the_sample_are_guessed_right(categories):
    written = [
        (f"{row['title']}\n{row['description']}", row["category"]) for row in rows("tickets")
    ]

    found = shares(written, categories)

    assert found["right"] >= 0.9 * len(written), found
    assert found["wrong"] <= 0.05 * len(written), found


def test_most_faults_of_devices_are_guessed_right(categories):
    written = [
        (f"{row['subject']}\n{row['description']}", row["ticket_category"])
        for row in rows("repair_codes")
    ]

    found = shares(written, categories)

    assert found["right"] >= 0.9 * len(written), found


IN_OTHER_WORDS = [
    ("Printa ya HR imekataa kuprint", "VIF-PRI"),
    ("Karatasi zinajikunja ndani ya printer", "VIF-PRI"),
    ("Hakuna intaneti jengo la Ardhi", "MTA-INT"),
    ("Wifi haikamati ofisini kwetu", "MTA-INT"),
    ("Mtandao umekatika idara nzima", "MTA-LAN"),
    ("Kebo ya mtandao imekatwa na fundi", "MTA-LAN"),
    ("Sikumbuki password ya MUSE", "MFU-NYW"),
    ("Akaunti yangu ya ESS imefungwa", "MFU-NYW"),
    ("TAUSI inagoma kutoa bili", "MFU-HIT"),
    ("Mfumo wa GoTHoMIS haufunguki", "MFU-HIT"),
    ("Simu ya POS haina mtandao wa laini", "POS"),
    ("Laptop imemwagikiwa maji", "VIF-KOM"),
    ("Kompyuta imezima ghafla na haiwaki", "VIF-KOM"),
    ("Skrini nyeusi kwenye desktop", "VIF-KOM"),
    ("Projekta haina picha ukumbini", "VIF-NYI"),
    ("UPS imekufa ofisi ya Mkurugenzi", "UME"),
    ("Email ya ofisi haitumi ujumbe", "BAR"),
    ("Naomba kusakinishiwa Adobe Reader", "PRO"),
    ("Laptop ya ofisi imeibiwa nyumbani", "WIZ"),
    ("Flash imeleta virusi kwenye kompyuta", "USA"),
    ("Naomba mafunzo ya PlanRep kwa watumishi", "MAF"),
    ("Naomba ripoti ya mapato ya mwezi Machi", "MFU-RIP"),
    ("Kurekebisha jina langu kwenye HCMIS", "MFU-TAA"),
    ("Printer does not print", "VIF-PRI"),
    ("No internet in our office", "MTA-INT"),
    ("I forgot my password for FFARS", "MFU-NYW"),
]


def test_most_requests_in_other_words_are_guessed_right_and_few_wrong(categories):
    found = shares(IN_OTHER_WORDS, categories)

    assert found["right"] >= 0.8 * len(IN_OTHER_WORDS), found
    assert found["wrong"] <= 0.1 * len(IN_OTHER_WORDS), found


@pytest.mark.parametrize("text", ["", "Naomba msaada", "Habari za kazi", "x" * 5000, "\x00 ( [ *"])
def test_what_says_nothing_is_not_guessed(categories, text):
    assert guess_category(text, categories) is None


def test_what_could_be_two_things_is_not_guessed():
    two = [Kind("A", "printa:4"), Kind("B", "skana:4")]

    assert guess_category("Printa na skana", two) is None
    assert guess_category("Printa", two) == "A"


def test_capitals_and_endings_make_no_difference():
    one = [Kind("A", "*chapish*:3")]

    assert guess_category("HAICHAPISHI", one) == "A"
    assert guess_category("chai", one) is None


def test_the_subject_weighs_more_than_the_story():
    two = [Kind("A", "printa:3"), Kind("B", "muse:4")]

    assert guess_category("Printa haifanyi kazi\nNilikuwa natumia MUSE", two) == "A"


def test_texts_are_alike_by_two_longer_words():
    assert share_words("Mfumo wa MUSE haufunguki", "MUSE: mfumo haupatikani")
    assert not share_words("Mfumo wa TAUSI", "Mfumo wa MUSE")
    assert not share_words("", "")
