"""Words of like meaning, and the rough stems by which they are looked up.

Words of general English and of this field. Whether two statements mean the same is never decided here: a statement
found by a like word shows its own words.
"""

from __future__ import annotations

import re
from typing import Final

from knowledge.answers.search.thesaurus import ASKED

LIKE: Final = tuple(
    tuple(line.split())
    for line in """
    impediment obstacle hurdle barrier hindrance hinder impede block stumbling
    irritant irritate annoy sore thorn
    deadlock stalemate impasse stuck stalled standstill gridlock
    rapprochement closer warming improve improvement
    differ different differing diverge divergence easier softer milder harsher tougher unlike contrast treat
    sour soured derail damage hurt harm spoil ruin worsen aggravate strain
    oppose opposed opposition object objection resist reject against
    deploy deployment station stationing place placing install installation bring
    host hosting allow accept permit
    procure procurement buy buying bought purchase acquire
    withdraw withdrew withdrawal leave leaving left quit pullout exit abandon
    terminate terminated termination collapse collapsed demise dead
    extend extended extension prolong renew renewal
    violate violation breach infringe
    abstain abstained refrain refuse decline
    impose imposed
    respond response react reaction retaliate answer
    warn warning caution cautioned threaten threat
    threat danger risk menace
    fear afraid worry worried concern envisage anticipate prepare
    frustrate frustration anger blame resentment
    troops soldiers contingent forces garrison
    military armed army defence
    arms military weapons armaments
    build buildup growth growing reinforce reinforcement expand increase presence strengthening
    weapon weapons arms armament weaponry
    missile missiles rocket rockets
    anti-ship antiship coastal
    talks negotiations negotiation dialogue consultations discussions talk discuss discussion
    meet met meeting meetings
    dispute disagreement row quarrel conflict
    territory territorial land
    concession concessions cede give-up giving
    prohibit prohibited prohibits forbid forbidden ban banned outlaw disallow
    constitution constitutional amendment amendments
    vote referendum plebiscite ballot
    resolve solve settle settlement resolution
    progress advance headway
    prospect prospects outlook chance chances future
    pessimistic bleak gloomy dark grim
    sign signed conclude
    trust confidence
    distrust mistrust suspicion
    alliance ally allies allied
    independent independence autonomy autonomous
    economic economy trade business commercial
    cooperate cooperation collaborate collaboration
    balance equidistance
    reason cause motive motivate why factor
    develop development developing
    programme project
    hypersonic hyper-velocity glide gliding
    participant participants player players
    compete competition rivalry contest
    jeopardise endanger threaten imperil
    shipping sea-lanes lanes maritime routes channels
    supply supplies imports import
    disrupt disrupted interrupt cut
    break suspension pause interruption suspended gap
    resume resumed restart restarted
    first initial inaugural
    pandemic coronavirus covid
    communicate communication contact contacts
    border borders frontier
    site sites location locations
    superpower power
    approve approved approval
    earliest soonest
    operational service active
    picture photo photograph image
    resident reside live lives living residence based
    analyst researcher expert
    publish published publication appear appeared
    important importance crucial vital critical significance key matter matters
    uncertain uncertainty unclear clarified clarify unclarified
    averted prevented avoid avoided avert put postpone delay delayed
    minimise limit reduce mitigate
    exchange share sharing swap
    desire wish want wants wanted
    eliminate eliminated scrap scrapped destroy abolish ban banned prohibit forbid
    halve halving half cut
    launcher launchers
    range distance
    influence clout
    view views perceive see regard lens
    route gateway access way reach
    infrastructure railway rail pipeline
    continue continued go-on carry-on
    lose loss stake
    isolate isolation isolated closed
    question questioned protest query complain raise
    handshake shook shake
    administration government
    expect expected forecast predict
    new novel
    election elections
    polarised divisive divided
    democrats democratic
    policy policies
    security safety
    strategic strategy
    nuclear atomic
    end ended ending over stop
    drag prolonged slow
    independent independence dependent dependence reliant rely
    stable stability instability unstable destabilised destabilisation volatile
    end ended break broke-off halted
    sea maritime naval ocean
    improve better advance develop boost strengthen foster
    anger angers angry upset upsets displease impediment bleak irritant oppose step-backwards
    office post position minister secretary
    approve approved okay okays endorse greenlight decide decided
    react reaction reacts respond response approach approaches
    mixed different differing
    let lets allow allowed host permit
    force effect valid
    length duration years
    cabinet government
    contact contacts channels communication ties
    talk talks discuss discussed dialogue consultations
    worried worry concern fear alarm
    expect expected likely may
    worsen worsening deteriorate decline
    urge urged call recommend propose suggest
    refuse refused reject abstained
    support back backs backing willingness
    attitude stance approach
    obey comply adhere
    hope hopes desire
    obstacle complicate stress additional
    surprise notable striking
    begin began begun start started
    rearm re-armed re-equip re-equipment modernise upgrade
    militarise militarisation build-up contingent military
    explain explanation account accounts
    relations relationship ties tie links
    affect affected sour hurt harm damage impact
    justify justification reason responding explanation
    promise pledge vow assure stated
    send sent deploy supply supplied
    solution resolve resolving resolved settle solving
    drive drives driving factor motive motivated behind
    react reacted reaction respond questioned response oppose opposed
    condition once provided if
    aim aimed goal objective meant intend intended
    ready installation complete operational
    job analyst profession working
    join joined abstained imposed
    threaten threat bigger risk danger jeopardised
    fall falling disintegration crumble erode
    rise ascent emergence
    require required need needs
    effect change impact
    suspend suspended break halt pause
    take-part participants participate participates
    technology technologies technological
    presence contingent deployment build-up
    unit units formations
    consequence consequences effect effects impact
    long-term long
    """.splitlines()
    if line.strip()
)
"""Words of like meaning, a group a line."""

IRREGULAR: Final = {
    "shaken": "shake", "sent": "send", "held": "hold", "took": "take", "met": "meet", "wrote": "write",
    "built": "build", "thought": "think", "brought": "bring", "grew": "grow", "grown": "grow", "went": "go",
    "fell": "fall", "rose": "rise", "lost": "lose", "kept": "keep", "led": "lead", "saw": "see", "seen": "see",
    "chose": "choose", "ran": "run",
}  # fmt: skip
"""Forms that no stemmer joins."""

_ENDING: Final = re.compile(r"(?:ations?|ments?|ions?|ings?|ers?|ed|es|e|s|ly|y)$")
_SHORTEST: Final = 4


def stem(word: str) -> str:
    """A rough stem, by which like words are looked up."""
    word = IRREGULAR.get(word, word)
    short = _ENDING.sub("", word)
    if len(short) < _SHORTEST:
        short = word.removesuffix("s")
    return short[:-1] if len(short) > _SHORTEST and short[-1] == short[-2] else short


def like_words() -> dict[str, tuple[str, ...]]:
    """Stem → words of like meaning, the word itself not among them."""
    found: dict[str, dict[str, None]] = {}
    for group in LIKE:
        for word in group:
            others = found.setdefault(stem(word), {})
            others.update(dict.fromkeys(other for other in group if other != word))
    for line in ASKED:
        asked, _, looked_up = line.partition(">")
        for word in asked.split():
            found.setdefault(stem(word), {}).update(dict.fromkeys(looked_up.split()))
    return {key: tuple(words) for key, words in found.items()}
