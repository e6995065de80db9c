"""Words around a question: those that carry nothing or little, spellings, topic words of other languages.

Data, in one place.
"""

from __future__ import annotations

import re
from typing import Final

from knowledge.answers.search.likeness import IRREGULAR

CARRY_NOTHING: Final = frozenset(
    """
    a about above after again against all also am among an and any anything are article articles as at back be
    because become became been before being between both but by can cannot come comes could did didn do does doesn
    doing don done during each else ever every everything exactly find for from further gave get give gives go
    going gone got had has hasn have having he her here him his how however i if in less info information into is
    isn it its itself just know known let like lot made make makes making many may me mean means might more most
    much must my no nor not now of off often on once one only or other our out over own part per please put really
    regarding same seem seems she should show since so some something still such take taken takes taking than took that the
    their them then there these they thing things this those through to together too toward towards under until up
    upon us using very via was way we were what whatever when where whether which while who whoever whom whose why
    will with within without won would you your yet s t re ve ll d m vs versus document documents base dossier
    source sources anyone anybody someone happen happened happens happening tell explain describe described
    question topic
    """.split()
) - {"won"}
"""They carry no question: function words, and words about asking."""

LIGHT: Final = frozenset(
    """
    able affair affairs aim aims amount apart approach apply area areas around ask asked aspect aspects attempt
    away basis behave behaviour bring brings came case cases certain circumstances clear close come coming complete
    concern concerning concerns condition conditions connect connected connection consider considered content
    context country countries course current currently deal deals detail details direction drive drives driven
    driving due effect effects effort efforts enough example examples exist existing face faced faces fact facts
    fall falling feel felt fit follow followed following form general goal goals good grow hand happen head held
    help helped helps hold holding holds hope idea ideas impact include included includes increase instead intend
    intended intends interest interested interests involve involved issue issues job join joined keep keeps kept
    kind kinds latest level light likely link linked list look looking looks main mainly manage meant mention mind
    moment mood move moves name named names nation nations nature need needed needs occur offer official officially
    officials old open overall parties party past people person play plays point points possible prepare present
    presently problem problems process provide pursue purpose put question questions rather ready real reality
    recent recently regard region relate related relating relation remain remains require required requires rest
    result results changed changes rise rising role roles run running seek seeks send sends sense sent serve set
    sets side sides sight significant situation solution sort specific stage stand standing stands state status
    step steps still
    story strong subject succeed success suggest summary support task term terms thanks then time times today
    together total towards treat try trying turn turned type types understand use used uses useful usual value
    various want wants word words work working works world worth year years nowadays month months day days date
    dates big small large great major minor full whole entire true false right wrong better best worse worst far
    near early late later first last next previous former actual actually quite bit couple few several number
    numbers thought thoughts view
    """.split()
)
"""Words that carry little: a statement without them may still answer."""

SAYING: Final = frozenset(
    """
    say says said saying tell told state states stated claim claims claimed argue argues argued assert asserts
    asserted comment comments commented declare declares declared announce announced think thinks thought believe
    believes believed mention mentions mentioned according quote quoted statement statements opinion opinions views
    position positions stance stances describe describes call calls called remark remarks promise promised promises
    pledge pledged vow vowed
    """.split()
)
"""Words that ask who says something; they ask for statements of parties and carry nothing else."""

TOPICS: Final = {
    "ja": {
        "ミサイル": "missile", "配備": "deployment", "制裁": "sanctions", "交渉": "negotiations", "条約": "treaty",
        "領土": "territorial", "憲法": "constitution", "同盟": "alliance", "安全保障": "security", "軍備": "arms",
        "軍事": "military", "防衛": "defence", "首脳": "leaders", "会談": "talks", "協議": "consultations",
        "対話": "dialogue", "核": "nuclear", "極超音速": "hypersonic", "脱退": "withdrawal", "延長": "extension",
        "増強": "growing presence", "反対": "opposition",
        "協力": "cooperation", "経済": "economic", "競争": "competition",
        "選挙": "election", "併合": "annexation", "島": "islands", "国民投票": "referendum", "兵器": "weapons",
    },
    "zh": {
        "导弹": "missile", "導彈": "missile", "部署": "deployment", "制裁": "sanctions", "谈判": "negotiations",
        "談判": "negotiations", "条约": "treaty", "條約": "treaty", "领土": "territorial", "領土": "territorial",
        "宪法": "constitution", "憲法": "constitution", "同盟": "alliance", "联盟": "alliance", "安全": "security",
        "军备": "arms", "军事": "military", "防御": "defence", "对话": "dialogue", "核": "nuclear",
        "高超音速": "hypersonic", "退出": "withdrawal",
        "延长": "extension", "反对": "opposition", "合作": "cooperation",
        "经济": "economic", "竞争": "competition", "选举": "election", "吞并": "annexation", "岛": "islands",
        "武器": "weapons", "警告": "warning", "威胁": "threat",
    },
    "ko": {
        "미사일": "missile", "배치": "deployment", "제재": "sanctions", "협상": "negotiations", "조약": "treaty",
        "영토": "territorial", "헌법": "constitution", "동맹": "alliance", "안보": "security", "군사": "military",
        "방어": "defence", "대화": "dialogue", "핵": "nuclear", "극초음속": "hypersonic", "탈퇴": "withdrawal",
        "연장": "extension", "반대": "opposition", "협력": "cooperation", "경제": "economic", "경쟁": "competition",
        "선거": "election", "합병": "annexation", "섬": "islands", "무기": "weapons",
        "회담": "talks", "경고": "warning",
    },
    "ru": {
        "ракет": "missile", "размещен": "deployment", "развертыван": "deployment", "санкци": "sanctions",
        "переговор": "negotiations", "договор": "treaty",
        "территори": "territorial", "конституци": "constitution",
        "союз": "alliance", "безопасност": "security",
        "военн": "military", "оборон": "defence", "диалог": "dialogue",
        "ядерн": "nuclear", "гиперзвук": "hypersonic", "выход": "withdrawal", "продлен": "extension",
        "против": "opposition", "сотрудничеств": "cooperation", "экономи": "economic", "выбор": "election",
        "аннекси": "annexation", "остров": "islands", "оружи": "weapons", "спор": "dispute", "угроз": "threat",
        "отношени": "relations", "предупрежд": "warning", "учени": "exercise",
    },
}  # fmt: skip
"""Everyday topic words of the region's languages, as keys into English claims; Russian ones as stems."""

_SPELLINGS: Final = (
    (re.compile(r"ence(s?)$"), r"ense\1"),
    (re.compile(r"ense(s?)$"), r"ence\1"),
    (re.compile(r"our(s|ed|ing|able)?$"), r"or\1"),
    (re.compile(r"(?<=\w{3})or(s|ed|ing|able)?$"), r"our\1"),
    (re.compile(r"is(e|es|ed|ing|ation|ations)$"), r"iz\1"),
    (re.compile(r"iz(e|es|ed|ing|ation|ations)$"), r"is\1"),
    (re.compile(r"^program(s?)$"), r"programme\1"),
    (re.compile(r"^programme(s?)$"), r"program\1"),
    (re.compile(r"re(s?)$"), r"er\1"),
    (re.compile(r"(?<=[tb])er(s?)$"), r"re\1"),
    (re.compile(r"ll(ed|ing|er)$"), r"l\1"),
    (re.compile(r"(?<=[aeiou])l(ed|ing|er)$"), r"ll\1"),
)


def spellings(word: str) -> tuple[str, ...]:
    """The word in British and American spelling, as typed first; a spelling that no one uses finds nothing."""
    found = {word: None}
    for pattern, other in _SPELLINGS:
        found.setdefault(pattern.sub(other, word))
    if word in IRREGULAR:
        found.setdefault(IRREGULAR[word])
    return tuple(found)
