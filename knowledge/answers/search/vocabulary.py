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
    because become became been before being between both but by can cannot come comes could did didn do does
    doesn doing don done dont doesnt didnt isnt arent wasnt werent wont cant couldnt shouldnt wouldnt hasnt
    havent hadnt during each else ever every everything exactly find for from further gave get give gives go
    goes going gone got had has hasn have having he her here him his how however i if in less info information
    into is isn it its itself just know known let like lot made make makes making many may me mean means might
    more most much must my no nor not now of off often on once one only or other our out over own part per
    please put really regarding same seem seems she should show since so some something still such take taken
    takes taking than took that the their them then there these they thing things this those through to
    together too toward towards under until up upon us using very via was way we were what whatever when where
    whether which while who whoever whom whose why will with within without won would you your yet s t re ve
    ll d m vs versus document documents base dossier source sources anyone anybody someone happen happened
    happens happening tell explain describe described question topic despite nothing none neither soon sooner
    apart along alongside amid amidst besides beside beyond throughout unless although though hence thus
    therefore otherwise moreover meanwhile nonetheless nevertheless somehow somewhat somewhere everywhere
    anywhere elsewhere nobody everyone everybody somebody whenever wherever hers ours theirs myself yourself
    himself herself themselves ourselves onto plus minus including concerning considering given according
    reportedly allegedly supposedly apparently presumably
    """.split()
) - {"won"} | frozenset(
    """
    и в во на о об от до по из за с со к ко у для при что как кто где когда почему зачем сколько ли не ни или а но же бы
    это то тот эта эти этот против между после перед под над без через все был была было были есть будет его ее
    их он она они мы вы какой какая какие какое который которая которые чем чего кого кому про говорит сказал сказала
    """.split()
)
"""They carry no question: function words, and words about asking."""

LIGHT: Final = frozenset(
    """
    able affair affairs aim aims amount answer answers reaction reactions response responses apart approach
    apply area areas around ask asked aspect aspects attempt away basis behave behaviour bring brings came
    case cases certain circumstances clear close come coming complete concern concerning concerns condition
    conditions connect connected connection consider considered content context country countries course
    current currently deal deals detail details direction drive drives driven driving due effect effects
    effort efforts enough example examples exist existing face faced faces fact facts fall falling feel felt
    fit follow followed following form general goal goals good grow hand happen head held help helped helps
    hold holding holds hope idea ideas impact include included includes increase instead intend intended
    intends interest interested interests involve involved issue issues job join joined keep keeps kept kind
    kinds latest level light likely link linked list look looking looks main mainly manage meant mention mind
    moment mood move moves name named names nation nations nature need needed needs occur offer official
    officially officials old open overall parties party past people person play plays point points possible
    prepare present presently problem problems process provide pursue purpose put question questions rather
    ready real reality recent recently regard region relate related relating relation remain remains require
    required requires rest result results see sees changed changes rise rising role roles run running seek
    seeks send sends sense sent serve set sets side sides sight significant situation solution sort specific
    stage stand standing stands state status step steps still story strong subject suggest summary support
    task term terms thanks then time times today together total towards treat try trying turn turned type
    types understand use used uses useful usual value various want wants word words work working works world
    worth year years nowadays month months day days date dates big small large great major minor full whole
    entire true false right wrong better best worse worst far near early late later first last next previous
    former actual actually quite bit couple few several number numbers thought thoughts view
    """.split()
)
"""Words that carry little: a statement without them may still answer."""

MODIFIERS: Final = frozenset(
    """
    absolute abrupt academic acceptable actual additional adequate alone amazing apparent appropriate
    available average bad bare basic brief brilliant broad busy careful central certain chief classic clever
    comparable complex comprehensive consistent constant contemporary convincing correct crude curious decent
    deep definite delicate dense different difficult direct distinct dramatic eager easy effective elaborate
    entire especial essential eventual evident exact excellent exceptional extensive extra extreme fair
    familiar famous fast final fine firm formal fresh frequent fundamental further general genuine giant grand
    grave handful hard hefty helpful huge humble ideal immediate immense imminent important impressive
    inevitable initial instant intense interesting key large lasting lengthy likely limited little logical
    long loud low lower main massive mere minor moderate modern modest multiple mutual narrow natural notable
    noteworthy numerous obvious odd ongoing opposite ordinary original outright outstanding overt painful
    particular partial perfect permanent plain plausible popular possible potent practical precise preliminary
    primary prime principal probable profound prominent proper pure quick quiet random rapid rare reasonable
    regular relative relevant reliable reluctant remarkable respective rough routine same separate serious
    severe shallow sharp sheer short significant similar simple single able slight slow small smart sole solid
    special specific stark steady steep straightforward strange strict striking strong substantial sudden
    sufficient suitable super supreme sure swift tangible thorough tight tiny tough tremendous typical
    ultimate unclear unique unlikely unusual upper urgent useful usual utter vague valid vast viable vivid
    weak whole wide widespread worthwhile account actor affects aftermath air angle attitude background body
    bunch category chunk climate couple deed dimension dynamic element era event events feature figure fate
    figures formula framework frame grade group guy individual instance item lot lots manner mark matter
    mechanism mode nuance outcome paragraph pair passage pattern phase phenomenon piece post scope section
    segment series setting shape sign sort source spot statement strand stuff style subject text tendency
    trait trend unit variety way accomplish achieve act add address adopt affect allow alter anticipate appear
    argue arise arrive assess assume attach avoid aware balance bear begin behave belong characterise check
    choose cite clarify compare comprise conclude conduct contain contribute convey cover create deliver
    demonstrate depend depict derive deserve determine devote differ discover display draw emphasise enable
    encounter engage ensure entail establish evaluate evolve examine experience express face fit gain gather
    guess handle highlight identify imagine imply indicate influence inform interpret introduce judge last lay
    learn list locate lie maintain manage manifest mean note notice observe obtain outline perform pertain
    portray possess preserve proceed prove provoke quote reach read realise recall record refer reflect render
    repeat report represent respect respond resemble reveal review serve settle share shed show signal speak
    spell spend spread suffer suit summarise suppose talk tend touch underline undergo undertake underscore
    view voice wonder write
    """.split()
)
"""Adjectives, general nouns and general verbs: where the claims do not have one of them, little is missing."""

_INFLECTED: Final = (
    (re.compile(r"iest$|ier$|ily$|ies$|ied$"), "y"),
    (re.compile(r"(?<=\w{3})(?:est|er|ly|s|es|ed|ing)$"), ""),
    (re.compile(r"(?<=\w{3})(?:est|er|ed|ing)$"), "e"),
    (re.compile(r"(?<=\w{2})(\w)\1(?:est|er|ed|ing)$"), r"\1"),
    (re.compile(r"ably$|ibly$"), "able"),
    (re.compile(r"ically$"), "ic"),
)


_TWICE: Final = 2
"""Endings stand one behind another: "reportedly"."""
SUPERLATIVE: Final = re.compile(r"\w{3,}(?:est|iest)$")
"""A word that asks for the one that is most: more than a modifier."""


def carries_little(word: str) -> bool:
    """Whether a statement without the word may still answer: a light word or modifier in any of its forms."""
    forms = {word}
    for _ in range(_TWICE):
        forms |= {pattern.sub(ending, form) for pattern, ending in _INFLECTED for form in forms}
    return any(form in LIGHT or form in MODIFIERS for form in forms)


SAYING: Final = frozenset(
    """
    say says said saying tell told state states stated claim claims claimed argue argues argued assert asserts
    asserted comment comments commented declare declares declared announce announced think thinks thought
    believe believes believed mention mentions mentioned according quote quoted statement statements opinion
    opinions views position positions stance stances describe describes call calls called remark remarks
    promise promised promises pledge pledged vow vowed
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
        "論争": "dispute", "紛争": "dispute", "関係": "relations", "不信": "distrust", "警告": "warning",
        "脅威": "threat", "実験": "tests", "軍拡": "arms race", "崩壊": "collapse", "離脱": "withdrawal",
        "承認": "approve", "決定": "decision", "計画": "plan", "開発": "develop", "技術": "technologies",
        "信頼": "trust", "障害": "impediment", "停滞": "stagnation", "中断": "break", "再開": "resumed",
        "改正": "constitution", "国境": "border", "情報": "information", "交換": "exchange", "海上": "maritime",
        "独立": "independence", "展開": "deployment", "設置": "installation", "駐留": "presence",
        "部隊": "troops", "軍隊": "military", "懸念": "concern", "違反": "violation", "署名": "signed",
        "合意": "agree", "危機": "crisis", "分断": "division", "均衡": "balance", "投票": "vote",
        "禁止": "prohibits", "割譲": "concessions",
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
        "争端": "dispute", "爭端": "dispute", "关系": "relations", "關係": "relations", "不信任": "distrust",
        "试验": "tests", "試驗": "tests", "崩溃": "collapse", "瓦解": "collapse", "批准": "approve",
        "决定": "decision", "決定": "decision", "计划": "plan", "計劃": "plan", "开发": "develop",
        "技术": "technologies", "信任": "trust", "障碍": "impediment", "停滞": "stagnation", "中断": "break",
        "恢复": "resumed", "边界": "border", "信息": "information", "交流": "exchange", "海上": "maritime",
        "独立": "independence", "驻军": "troops", "军队": "military", "担忧": "concern", "违反": "violation",
        "签署": "signed", "危机": "crisis", "分裂": "division", "平衡": "balance", "投票": "vote",
        "禁止": "prohibits", "会谈": "talks", "磋商": "consultations", "军备竞赛": "arms race",
        "安装": "installation",
    },
    "ko": {
        "미사일": "missile", "배치": "deployment", "제재": "sanctions", "협상": "negotiations", "조약": "treaty",
        "영토": "territorial", "헌법": "constitution", "동맹": "alliance", "안보": "security", "군사": "military",
        "방어": "defence", "대화": "dialogue", "핵": "nuclear", "극초음속": "hypersonic", "탈퇴": "withdrawal",
        "연장": "extension", "반대": "opposition", "협력": "cooperation", "경제": "economic", "경쟁": "competition",
        "선거": "election", "합병": "annexation", "섬": "islands", "무기": "weapons",
        "회담": "talks", "경고": "warning",
        "분쟁": "dispute", "관계": "relations", "불신": "distrust", "위협": "threat", "실험": "tests",
        "시험": "tests", "붕괴": "collapse", "철수": "withdrawal", "승인": "approve", "결정": "decision",
        "계획": "plan", "개발": "develop", "기술": "technologies", "신뢰": "trust", "장애물": "impediment",
        "침체": "stagnation", "중단": "break", "재개": "resumed", "국경": "border", "정보": "information",
        "교환": "exchange", "해상": "maritime", "독립": "independence", "병력": "troops", "군대": "military",
        "우려": "concern", "위반": "violation", "서명": "signed", "위기": "crisis", "분단": "division",
        "균형": "balance", "투표": "vote", "금지": "prohibits", "협의": "consultations", "설치": "installation",
        "군비경쟁": "arms race",
    },
    "ru": {
        "ракет": "missile", "размещен": "deployment", "развертыван": "deployment", "санкци": "sanctions",
        "переговор": "negotiations", "договор": "treaty",
        "территори": "territorial", "конституци": "constitution",
        "союз": "alliance", "безопасност": "security",
        "военн": "military", "оборон": "defence", "диалог": "dialogue",
        "ядерн": "nuclear", "гиперзвук": "hypersonic", "выход": "withdrawal", "продлен": "extension",
        "возраж": "opposition", "сотрудничеств": "cooperation", "экономи": "economic", "выбор": "election",
        "аннекси": "annexation", "остров": "islands", "оружи": "weapons", "спор": "dispute", "угроз": "threat",
        "отношени": "relations", "предупрежд": "warning", "учени": "exercise",
        "испытани": "tests", "крах": "collapse", "распад": "disintegration", "одобр": "approve",
        "решени": "decision", "план": "plan", "разработ": "develop", "технологи": "technologies",
        "довери": "trust", "недовери": "distrust", "препятстви": "impediment", "застой": "stagnation",
        "перерыв": "break", "возобнов": "resumed", "границ": "border", "информаци": "information",
        "обмен": "exchange", "морск": "maritime", "независимост": "independence", "войск": "troops",
        "обеспокоен": "concern", "озабочен": "concern", "нарушени": "violation", "подписа": "signed",
        "кризис": "crisis", "разделени": "division", "баланс": "balance", "голосован": "vote",
        "запре": "prohibits", "консультаци": "consultations", "гонк": "race", "установ": "installation",
        "стагнаци": "stagnation", "коммуникац": "communication", "контакт": "channels",
        "вооружени": "arms",
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
