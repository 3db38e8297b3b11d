"""What a password and a user name must be."""

import random
import string

import pytest

from helpdesk.accounts import rules
from helpdesk.accounts.rules import WeakPasswordError, check_password

FIRST_GUESSES = """
    1234567890 12345678910 12345678900 1234567891 1122334455 1234512345 1234554321 0987654321
    1111111111 1q2w3e4r5t q1w2e3r4t5 1qaz2wsx3edc qwertyuiop asdfghjkl; zxcvbnm123 qazwsxedc1
    qwerty12345 !@#$%^&*() abcdefghij Abcd123456 a1b2c3d4e5 aaaaaaaaaaaa abcabcabcabc Aa123456789
    password123 Password@123 P@ssw0rd2026 Pa$$w0rd!! Admin@12345 administrator adminadmin
    welcome2026 iloveyou123 letmein1234 changeme123 sunshine2026 football123 Samsung@2026
    nenosiri123 Nywila2026! karibusana1 karibu@2026 nakupenda1 tanzania123 Mbarali@2026 mbeya12345
    halmashauri TEHAMA@2026 T3h4m4@2026 msaada12345 kompyuta123 simbasana10 yanga123456
    mungunimwema asd123asd1 jumatatu2026! 0754123456 +255754123456 20/05/1985 19850520ab
""".split()  # noqa: SIM905
SENTENCES = (
    "karibu sana",
    "nakupenda sana mpenzi",
)
GOOD = (
    "jua kali la asubuhi",
    "ng'ombe watatu wamelala njiani",
    "ghala la mahindi limejaa",
    "kuku wangu 7 wa kienyeji",
    "correct horse battery staple",
    "Mvua*imenyesha",
    "x7Kq-29fLm",
    "84 tembo 19 nyani",
    "密码安全很重要的句子呢",
    "🐘🦒🦓🦏🦛🐆🦁🐃🐊🦩",
    "a" + "bcdefghijk lmnop qrstuv " * 7,
)


def reason(password, **about):
    with pytest.raises(WeakPasswordError) as refused:
        check_password(password, **{"username": "a.mhasibu", **about})
    return refused.value.reason


@pytest.mark.parametrize("password", [*FIRST_GUESSES, *SENTENCES])
def test_what_guessers_try_first_is_refused(password):
    assert reason(password) == "common"


@pytest.mark.parametrize("password", GOOD)
def test_sentences_and_any_characters_will_do(password):
    check_password(password, username="a.mhasibu", name="Asha Mhasibu")


@pytest.mark.parametrize(
    ("password", "expected"),
    [("mvua*kubw", "short"), ("", "short"), ("mti " * 51, "long")],
)
def test_length_is_all_that_is_prescribed(password, expected):
    assert reason(password) == expected


@pytest.mark.parametrize(
    "password",
    ["asha.mwakalinga", "Mwakalinga2026", "Asha@Mwakalinga1", "a.mwakalinga!!", "mwak4l1nga-99"],
)
def test_ones_own_name_is_no_password(password):
    assert reason(password, username="a.mwakalinga", name="Asha Mwakalinga") == "name"


def test_nearly_every_random_password_is_accepted():
    chance = random.Random(7)  # noqa: S311  # the same each time
    letters = string.ascii_letters + string.digits
    made = ["".join(chance.choices(letters, k=12)) for _ in range(2000)]

    refused = [one for one in made if rules.effort(one, rules.COMMON) < rules.LEAST_EFFORT]

    assert len(refused) <= 2


def test_the_longest_password_is_judged_quickly():
    chance = random.Random(7)  # noqa: S311
    assert rules.effort("".join(chance.choices(string.printable, k=200)), rules.COMMON) > 100


@pytest.mark.parametrize("name", ["abc", "a.mhasibu", "juma-2", "x_y", "a" * 40])
def test_user_names_are_plain(name):
    assert rules.USERNAME.fullmatch(name)


@pytest.mark.parametrize("name", ["ab", "a" * 41, "Asha", ".asha", "a b", "mwalimu@", "mwalimü"])
def test_other_user_names_are_not(name):
    assert not rules.USERNAME.fullmatch(name)


def test_a_user_name_is_found_however_it_is_typed():
    assert rules.clean_username("  A.Mhasibu ") == "a.mhasibu"
