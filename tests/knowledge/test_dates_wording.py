"""Every form in plain English: by itself, and in a sentence."""

import pytest

from knowledge.dates import parse, phrase, words

POINTS = [
    ("2017", "2017", "in 2017"),
    ("0987", "0987", "in 0987"),
    ("2017~", "about 2017", "in about 2017"),
    ("2017?", "2017 (uncertain)", "in 2017 (uncertain)"),
    ("2017%", "about 2017 (uncertain)", "in about 2017 (uncertain)"),
    ("2017-12", "December 2017", "in December 2017"),
    ("2017-12~", "about December 2017", "in about December 2017"),
    ("2018-03-21", "21 March 2018", "on 21 March 2018"),
    ("2018-03-01?", "1 March 2018 (uncertain)", "on 1 March 2018 (uncertain)"),
    ("2018-03-21~", "about 21 March 2018", "on or about 21 March 2018"),
    ("2020-21", "spring 2020", "in the spring of 2020"),
    ("2020-22", "summer 2020", "in the summer of 2020"),
    ("2020-22~", "about summer 2020", "about the summer of 2020"),
    ("2020-23", "autumn 2020", "in the autumn of 2020"),
    ("2020-24", "winter 2020–21", "in the winter of 2020–21"),
    ("1999-24", "winter 1999–2000", "in the winter of 1999–2000"),
    ("201X", "the 2010s", "in the 2010s"),
    ("201X~", "about the 2010s", "about the 2010s"),
    ("200X", "the years 2000 to 2009", "in the years 2000 to 2009"),
]
SPANS = [
    ("2013-11/2017", "from November 2013 to 2017"),
    ("2013/2017", "from 2013 to 2017"),
    ("2013~/2017?", "from about 2013 to 2017 (uncertain)"),
    ("2021-02/2021-03", "from February to March 2021"),
    ("2021-02-02/2021-02-05", "from 2 to 5 February 2021"),
    ("2021-02-02/2021-03-01", "from 2 February to 1 March 2021"),
    ("2021-02-02/2021-03", "from 2 February to March 2021"),
    ("2021-02/2021-03-05", "from February to 5 March 2021"),
    ("2021-02-02~/2021-02-05", "from about 2 February 2021 to 5 February 2021"),
    ("2020-12-30/2021-01-03", "from 30 December 2020 to 3 January 2021"),
    ("201X/202X", "from the 2010s to the 2020s"),
    ("2017/2017", "within 2017"),
    ("2017/2017-03", "from some time in 2017 to March 2017"),
    ("2013-11/2013", "from November 2013 to some time in 2013"),
    ("201X~/2017", "from some time in about the 2010s to 2017"),
    ("2017-03-01?/2017-03-01", "from 1 March 2017 (uncertain) to 1 March 2017"),
    ("2021-02/2021-02-05", "from some time in February to 5 February 2021"),
    ("2021-02-05/2021-02", "from 5 February to some time in February 2021"),
    ("2013/..", "from 2013, no end given"),
    ("2013/", "from 2013, end unknown"),
    ("201X/..", "from the 2010s, no end given"),
    ("../2017-12-05", "until 5 December 2017, no start given"),
    ("/2017", "until 2017, start unknown"),
    ("[2021-02-02..2021-03-01]", "between 2 February and 1 March 2021"),
    ("[2021-02-02..2021-02-05]", "between 2 and 5 February 2021"),
    ("[2018-03-21..2024-12-31]", "between 21 March 2018 and 31 December 2024"),
    ("[2013..2017]", "between 2013 and 2017"),
    ("[2021-02..2021-03]", "between February and March 2021"),
    ("[2021-02-05..2021-02]", "between 5 February and the end of February 2021"),
    ("[2018-03-21..2018]", "between 21 March 2018 and the end of 2018"),
    ("[2018..2018-03-21]", "between the start of 2018 and 21 March 2018"),
]
MORE = [
    ("2021-02-02/2021-02-02", "2 February 2021", "on 2 February 2021"),
    ("2020-22/2020-23", "from summer 2020 to autumn 2020", "from the summer of 2020 to the autumn of 2020"),
    ("2020-22/..", "from summer 2020, no end given", "from the summer of 2020, no end given"),
    ("/2020-22", "until summer 2020, start unknown", "until the summer of 2020, start unknown"),
    ("2020-22/2020-22", "within summer 2020", "within the summer of 2020"),
    ("[2020-22..2021]", "between summer 2020 and 2021", "between the summer of 2020 and 2021"),
    ("[2018..]", "2018 or later", "in 2018 or later"),
    ("[..2024]", "2024 or earlier", "in 2024 or earlier"),
    ("[2018-03-21..]", "21 March 2018 or later", "on 21 March 2018 or later"),
    ("[..2020-22]", "summer 2020 or earlier", "in the summer of 2020 or earlier"),
]


@pytest.mark.parametrize(("text", "alone", "in_sentence"), POINTS + MORE)
def test_a_date_is_said_alone_and_in_a_sentence(text: str, alone: str, in_sentence: str) -> None:
    assert words(parse(text)) == alone
    assert phrase(parse(text)) == in_sentence


@pytest.mark.parametrize(("text", "said"), SPANS)
def test_a_span_brings_its_own_prepositions(text: str, said: str) -> None:
    assert words(parse(text)) == said
    assert phrase(parse(text)) == said
