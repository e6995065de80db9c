"""Words around a name that are not the name: questions, titles, particles, filler, synonyms. Data, in one place."""

from __future__ import annotations

import re
from typing import Final

QUESTIONS: Final = re.compile(
    r"^(?:(?:hey|hi|hello|ok|so|please|pls|plz|dossier|bot|can you|could you|would you|i want to know|do you know)\s+)*"
    r"(?:what do (?:we|you|they|our documents) (?:know|say|have) (?:about|on)\s+"
    r"|(?:what|who|where|whats|whos|wheres|which|how|why|when)(?:\s+(?:exactly|on earth))?"
    r"\s+(?:is|are|was|were|does|do|did|re|s|about)(?:\s+(?:meant by|the meaning of))?\s+"
    r"|(?:who|which (?:country|state|party))\s+(?:won|lost|signed|owns|owned|controls|controlled|imposed|attended|held"
    r"|deployed|makes|made|runs|claims|supports|opposes)\s+"
    r"|(?:whats|whos|wheres|what|who|where)\s+"
    r"|(?:(?:please\s+)?(?:tell me|show me|give me|explain|define|describe|look up|lookup|search(?: for)?|find|brief me"
    r"|info(?:rmation)?|facts|details|news|background|everything|more|all|the meaning|meaning|definition)"
    r"(?:\s+(?:all|more|everything|something|info|the facts))?(?:\s+(?:about|on|of|for|to me))?)\s+"
    r"|(?:что такое|что значит|что за|кто такой|кто такая|кто это|кто"
    r"|где находятся|где находится|где|расскажи про|расскажи о)\s+"
    r"|(?:about|re|regarding|concerning|про|о|об)\s+"
    r"|(?:qu est ce que|c est quoi|was ist|wer ist|was sind|que es|quien es|qui est)\s+)"
)
"""Openings of a question or a request, on the folded term."""

TAILS: Final = re.compile(
    r"\s+(?:please|pls|plz|mean|means|meaning|definition|explained|info|information|facts|news|latest|update|updates"
    r"|thanks|thank you|stand for|do|located|happen|happened|about|like now|like|now"
    r"|over time|in brief|briefly|in short|это|что это|quoi)$"
)
"""Endings of a question or a request, on the folded term."""

ARTICLES: Final = re.compile(
    r"^(?:the|a|an|this|that|these|those|in|on|at|of|die|der|das|le|la|les|el|los|las"
    r"|в|во|на|о|об|с|со|к|у|из|от|по|для)\s+"
)
"""Leading articles, pointers and prepositions."""

EASTERN_FRAMES: Final = re.compile(
    r"(?:とは(?:何(?:ですか)?|なに|なんですか)?|って何(?:ですか)?|って|は何(?:ですか)?|について(?:教えて)?"
    r"|はどこ(?:ですか)?|は誰(?:ですか)?|とは誰"
    r"|是什么|是什麼|是谁|是誰|在哪里|在哪裡|在哪"
    r"|\s?(?:이란|란)?\s?(?:무엇(?:인가요?|입니까)?|뭐(?:야|예요|임)?|뭔가요"
    r"|누구(?:야|인가요|입니까)?|어디(?:야)?|에\s?대해(?:서)?)"
    r")\s?$|^(?:什么是|什麼是|谁是|誰是)"
)
"""Question forms of Japanese, Chinese and Korean, which follow the name (or, in Chinese, open the sentence)."""

PARTICLES: Final = re.compile(
    r"(?<=[가-힣]{2})(?:에서는|에서|에게|으로|까지|부터|이라는|라는|은|는|이|가|을|를|의|에|와|과|도|로)$"
    r"|(?<=[一-鿿ァ-ヺー]{2})(?:では|には|への|での|は|が|を|の|に|へ|と|も|で)$"
    r"|(?<=[一-鿿]{2})的$"
)
"""Case particles that stick to a Korean, Japanese or Chinese name."""

TITLES: Final = re.compile(
    r"^(?:(?:former|ex|the|late|then|current|us|u s|american|russian|japanese"
    r"|south korean|korean|russia|japan)\s+)*"
    r"(?:mr|mrs|ms|miss|dr|sir|president|pres|vice president|prime minister|pm|premier|foreign minister|fm|minister"
    r"|chief cabinet secretary|cabinet secretary|secretary|spokeswoman|spokesman|spokesperson|potus|senator|chancellor"
    r"|analyst|author|diplomat|politician|photographer"
    r")(?: of (?:the )?(?:united states(?: of america)?|us|u s|usa|russia|russian federation|japan|south korea"
    r"|republic of korea))?\s+"
    r"|^(?:президент\w{0,3}|премьер министр\w{0,3}|премьер|министр\w{0,3}(?: иностранных дел)?|глав\w{1,2} мид"
    r"|господин\w{0,2}|госпож\w{1,2}|официальн\w{2,3} представител\w{1,3}(?: мид)?|herr|frau|monsieur)\s+"
)
"""Titles before a person's name, with what may stand before a title."""

TITLES_AFTER: Final = re.compile(
    r"\s?(?:前|元|故)?(?:大統領|首相|総理大臣|総理|外務大臣|外相|官房長官|報道官|大臣|長官|氏|さん|様|先生"
    r"|总统|總統|总理|總理|外长|外長|外交部长|部长|发言人|發言人|先生|女士|同志"
    r"|대통령|총리|외무장관|외상|장관|관방장관|대변인|씨|님"
    r"|\s(?:san|sama|shi|ssi|nim|sensei|president|jr))$"
)
"""Titles and forms of address after a person's name."""

STOP: Final = frozenset((
    "a", "an", "and", "are", "as", "at", "about", "be", "been", "being", "between", "by", "can", "could",
    "did", "do", "does", "for", "from", "get", "give", "had", "has", "have", "he", "her", "his", "how", "i",
    "in", "into", "is", "it", "its", "me", "mr", "mrs", "ms", "my", "of", "off", "on", "or", "our", "out",
    "over", "please", "regarding", "she", "should", "so", "some", "tell", "than", "that", "the", "their",
    "them", "there", "these", "they", "this", "those", "to", "up", "upon", "was", "we", "were", "what",
    "whats", "when", "where", "which", "who", "whom", "whose", "why", "will", "with", "would", "you",
    "your", "own", "owns", "owned", "happened", "happens", "happening", "versus", "vs", "exactly", "mean",
    "meaning", "means", "called", "known", "situated", "located", "stand", "against", "toward", "towards",
    "under", "during", "since", "after", "before", "both", "around", "near", "among", "amid", "within", "across",
    "through", "via", "because", "got", "gets", "put", "puts", "took", "takes", "came", "went", "want", "wants",
    "wanted", "use", "used", "uses", "using", "said", "says", "say", "think", "thinks", "just", "really", "still",
    "и", "в", "во", "на",
    "о", "об", "по", "с", "со", "у", "к", "за", "из", "от", "для", "что", "кто", "это", "как", "где",
    "такое", "такой",
))  # fmt: skip
"""Words that carry nothing of a name."""

ASPECTS: Final = frozenset((
    "deployment", "deployments", "deployed", "stationing", "installation", "programme", "programmes", "program",
    "project", "development", "purchase", "sale", "test", "tests", "launch", "range", "radar", "site", "base",
    "extension", "expiry", "collapse", "end", "violation", "violations", "ratification", "signing", "suspension",
    "cancellation", "withdrawal", "future", "approval", "deploy", "deploys", "deploying", "installed", "install",
    "cancel", "cancels", "cancelled", "canceled", "scrap", "scraps", "scrapped", "scrapping", "halt", "halted",
    "suspend", "suspended", "approve", "approved", "buy", "bought", "build", "built", "host", "hosting", "hosted",
    "sign", "signed", "extend", "extended", "expire", "expires", "expired", "collapsed", "ended", "ends", "violated",
    "ratified", "renewal", "renewed", "plan", "plans", "decision", "cost", "costs", "work", "works", "operational",
))  # fmt: skip
"""What happens to a weapon or a treaty: beside its name they ask about that one."""

SAYINGS: Final = frozenset((
    "position", "positions", "stance", "view", "views", "opinion", "attitude", "statement", "statements", "remark",
    "remarks", "comment", "comments", "reaction", "reactions", "response", "warning", "warnings", "criticism",
    "objection", "objections", "opposition", "support", "concern", "concerns", "protest", "protests", "rejection",
    "condemnation", "complaint", "complaints", "accusation", "accusations", "demand", "demands", "proposal",
))  # fmt: skip
"""Words for what somebody says: beside one name they ask about that one."""

FILLER: Final = frozenset((
    "issue", "question", "matter", "topic", "story", "status", "update", "news", "latest", "history",
    "background", "info", "information", "facts", "explanation", "situation", "affair", "case", "problem",
    "thing", "current", "recent", "official", "famous", "so-called", "system", "battery", "batteries", "campaign",
    "overview", "summary", "details", "detail", "context", "role", "developments", "impact", "effect", "effects",
    "consequence", "consequences", "significance", "importance", "purpose", "reason", "reasons", "cause", "causes",
    "timeline", "chronology", "controversy", "controversial", "debate", "important", "basics", "events",
    "unit", "units", *SAYINGS,
))  # fmt: skip
"""Words people add to a name: they count little when nothing in the base has them."""

SYNONYMS: Final = {
    **dict.fromkeys(("issue", "question", "problem", "conflict", "row", "controversy", "disagreement", "quarrel",
                     "disputes", "disputed", "spat", "feud", "claims"), "dispute"),
    **dict.fromkeys(("defense", "defences", "defenses", "shield", "antimissile", "defensive", "interceptors",
                     "interceptor"), "defence"),
    **dict.fromkeys(("island", "isles", "isle", "archipelago", "islets"), "islands"),
    **dict.fromkeys(("pact", "agreement", "accord", "treaties", "agreements"), "treaty"),
    **dict.fromkeys(("negotiations", "negotiation", "consultations", "talk", "meeting", "meetings", "meet", "met",
                     "dialog", "dialogue", "dialogues", "consultation", "discussions"), "talks"),
    **dict.fromkeys(("systems", "complex", "complexes"), "system"),
    **dict.fromkeys(("deployed", "deploys", "deploying", "deploy", "deployments", "stationing", "stationed",
                     "placement", "placed", "placing", "hosting", "installation", "installed"), "deployment"),
    **dict.fromkeys(("limit", "limits", "limiting", "limitation", "limitations", "reducing", "reduces", "reductions",
                     "cutting", "capping", "cuts"), "reduction"),
    **dict.fromkeys(("competition", "contest", "rivalries"), "rivalry"),
    **dict.fromkeys(("buildup", "reinforcement"), "build"),
    **dict.fromkeys(("soldiers", "forces", "troop"), "troops"),
    **dict.fromkeys(("modernisation", "modernization", "overhaul", "reforms"), "reform"),
    **dict.fromkeys(("test", "testing", "tested", "launch", "launches", "launching", "launched", "firing", "fires",
                     "fired"), "tests"),
    **dict.fromkeys(("changed", "changes", "changing", "amending", "amended", "amendment", "amendments"), "change"),
    **dict.fromkeys(("tensions",), "tension"),
    **dict.fromkeys(("wrote", "writer", "written"), "author"),
    **dict.fromkeys(("piece", "essay", "paper", "commentary", "articles"), "article"),
    **dict.fromkeys(("missiles", "rocket", "rockets"), "missile"),
    **dict.fromkeys(("ministers", "ministerial"), "minister"),
    **dict.fromkeys(("leader", "presidents", "presidential"), "president"),
    **dict.fromkeys(("premier", "pm"), "prime"),
    **dict.fromkeys(("spokeswoman", "spokesman", "speaker"), "spokesperson"),
    **dict.fromkeys(("american", "americans", "america", "usa"), "us"),
    **dict.fromkeys(("russian", "russians", "russo"), "russia"),
    **dict.fromkeys(("japanese",), "japan"),
    **dict.fromkeys(("korean", "koreans", "koreas"), "korea"),
    **dict.fromkeys(("chinese", "sino"), "china"),
    **dict.fromkeys(("seized", "seizure", "seizing", "taking", "takeover", "annexed", "annexing", "annexes"),
                    "annexation"),
    **dict.fromkeys(("weapon", "weaponry", "arms"), "weapons"),
    **dict.fromkeys(("sanction",), "sanctions"),
    **dict.fromkeys(("antiship",), "ship"),
    **dict.fromkeys(("nukes", "nuke", "atomic"), "nuclear"),
    **dict.fromkeys(("vote", "votes", "voting", "ballot", "poll", "elections"), "election"),
    **dict.fromkeys(("navy", "navies"), "naval"),
    **dict.fromkeys(("mid",), "medium"),
    **dict.fromkeys(("medium",), "intermediate"),
    **dict.fromkeys(("ties", "relationship", "relation"), "relations"),
    **dict.fromkeys(("withdraws", "withdrew", "withdraw", "withdrawing", "pullout", "exit", "exiting", "leaving",
                     "leave", "left", "quitting", "quit", "abandonment", "abandoning", "abandoned"), "withdrawal"),
    **dict.fromkeys(("economic", "economics"), "economy"),
}  # fmt: skip
"""Words taken as one in phrases, on both sides. English only: phrases in other languages match by registered names."""

# Endings of Russian nouns and adjectives, longest first; a stem keeps three letters.
RUSSIAN_CASES: Final = (
    "иями", "ями", "ами", "ого", "его", "ому", "ему", "ыми", "ими", "ией", "иях", "иям", "ах", "ях", "ам", "ям", "ом",
    "ем", "ём", "ой", "ей", "ою", "ею", "ую", "юю", "ая", "яя", "ое", "ее", "ие", "ые", "ых", "их", "ым", "им", "ый",
    "ий", "ов", "ев", "ию", "ии", "ия", "ье", "ью", "а", "я", "о", "е", "ы", "и", "у", "ю", "ь", "й",
)  # fmt: skip
RUSSIAN_SURNAMES: Final = ("ов", "ев")
"""Endings that a name keeps: it is the surname's own, though it may be a case ending elsewhere."""

AMERICAN: Final = {
    "defense": "defence", "defenses": "defences", "program": "programme", "programs": "programmes",
    "center": "centre", "destabilization": "destabilisation", "stabilization": "stabilisation",
    "organization": "organisation", "militarization": "militarisation", "labor": "labour", "theater": "theatre",
    "normalization": "normalisation", "buildup": "build up",
}  # fmt: skip
"""American spellings, on both sides of a comparison."""

COMPASS: Final = {
    form: point
    for point in ("north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest")
    for form in (point, f"{point}ern", f"{point}ernmost")
}
"""Words of direction, each with its point; two points are never taken for one another."""

OFFICES: Final = frozenset((
    "minister", "president", "premier", "pm", "spokesman", "spokeswoman", "spokesperson", "secretary", "ambassador",
    "leader", "emperor", "governor", "admiral", "general",
))  # fmt: skip
"""Offices that one person holds: at the end of a term they ask for that person."""
