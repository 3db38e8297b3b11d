import pytest

from helpdesk.core.synonyms import canonical, searchable


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Vipuli vya printer", "kipuri vya printa"),
        ("nimesahau NENO LA SIRI", "nimesahau nywila"),
        ("mashine ya POS, haiwaki.", "pos, haifanyi kazi."),
        ("laptop", "kompyuta mpakato"),
        ("printeri", "printeri"),
        ("", ""),
    ],
)
def test_what_people_write_is_brought_to_the_agreed_word(written, meant):
    assert canonical(written) == meant


def test_a_search_looks_into_the_words_as_they_stand_and_into_what_they_mean():
    assert searchable("Printer", "imekwama") == "printer imekwama printa imekwama"
