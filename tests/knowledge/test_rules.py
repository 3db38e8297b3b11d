import pytest

from helpdesk.core.transitions import IllegalTransitionError
from helpdesk.knowledge import rules
from helpdesk.knowledge.rules import Known, Status


def known(key, title, problem=""):
    words = frozenset(rules.telling_words(title)), frozenset(rules.telling_words(problem))
    return Known(key, *words)


ARTICLES = [
    known(1, "Printa haichapishi", "Umebonyeza kuchapisha lakini hakuna karatasi inayotoka"),
    known(2, "Karatasi imekwama kwenye printa", "Printa imesimama"),
    known(3, "Kompyuta haiwaki", "Hakuna taa wala sauti"),
    known(4, "Kompyuta ni nzito", "Inachelewa kufungua mafaili"),
    known(5, "MUSE haifunguki"),
]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Printer haichapishi tangu jana", 1),
        ("karatasi imekwama", 2),
        ("PC haiwaki kabisa", 3),
        ("Kompyuta ni nzito sana, naomba msaada", 4),
        ("Mfumo wa MUSE haufunguki", 5),
        ("muse", 5),
    ],
)
def test_the_article_that_fits_best_comes_first(text, first):
    assert rules.best(rules.telling_words(text), ARTICLES, most=3)[0] == first


@pytest.mark.parametrize("text", ["", "Naomba msaada", "Gari limeharibika", "12345", "?!"])
def test_what_is_about_something_else_gets_no_article(text):
    assert rules.best(rules.telling_words(text), ARTICLES, most=3) == []


def test_no_more_come_than_were_asked_for():
    many = [known(number, "Printa haichapishi") for number in range(10)]

    assert rules.best(["printa", "haichapishi"], many, most=3) == [0, 1, 2]


def test_a_word_that_many_articles_have_is_not_enough_by_itself():
    many = [known(number, f"Printa aina{number}") for number in range(rules.TELLING + 1)]

    assert rules.best(["printa", "zambarau"], many, most=3) == []
    assert rules.best(["printa", "aina4"], many, most=1) == [4]


def test_words_that_every_request_has_tell_nothing():
    assert rules.telling_words("Naomba msaada, tatizo la printa yangu") == ["printa"]


def test_an_article_does_not_move_to_where_it_is():
    for status in Status:
        with pytest.raises(IllegalTransitionError):
            rules.check_transition(status, status)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("Mimi Asha Mrisho, piga 0754 123 456", "Mimi …, piga …"),
        ("asha.mrisho@mbarali.go.tz haifunguki", "… haifunguki"),
        ("Nywila ni Simba2026 tangu jana", "Nywila ni … tangu jana"),
        ("Nywila yangu haikubali", "Nywila yangu haikubali"),
        ("Check namba 11223344 na kodi 500", "Check namba … na kodi 500"),
        ("Printa ya ofisi ya Fedha E000", "Printa ya ofisi ya Fedha E000"),
        ("ASHA hawezi kuingia", "… hawezi kuingia"),
        ("a" * 5000 + "@", "a" * 5000 + "@"),
    ],
)
def test_what_belongs_to_one_person_is_blotted_out(said, kept):
    assert rules.without_personal_data(said, "Asha Mrisho, Fedha", "") == kept


def test_an_answer_fits_where_most_of_the_words_are_in_its_titles():
    jam = Known(1, frozenset({"karatasi", "imekwama", "printa"}), frozenset())

    assert rules.fits(["karatasi", "imekwama"], jam)
    assert rules.fits(["karatasi", "imekwama", "tena"], jam)
    assert not rules.fits(["karatasi"], jam)
    assert not rules.fits(["karatasi", "printa", "nyingine", "mpya"], jam)
    assert not rules.fits([], jam)
