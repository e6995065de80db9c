"""What people write for what the claims write: a word asked for → the words under which it is found.

General English and the words of this field, one way only: the words before ``>`` are looked up by those after it.
Kept apart from ``likeness``, whose groups hold both ways, so that a broad word finds narrow ones without the narrow
ones finding everything. Whether two statements mean the same is never decided here: a statement found by another word
shows its own words.
"""

from __future__ import annotations

from typing import Final

ASKED: Final = tuple(
    line.strip()
    for line in """
    dislike disapprove disapproval hostile hostility criticise criticism condemn condemnation denounce unhappy upset
      > oppose impediment frustration slam
    welcome like favour endorse > approve agree support
    complain complaint protest objection grievance voice > question oppose impediment
    obstruct obstruction thwart prevent impair inhibit constrain stymie > impediment frustrate prevent derail
    hamper hampers hampered hampering encumber stand-in-the-way > impediment frustrate
    penalty penalties embargo punish punishment punitive punished penalise restrictive > sanctions
    supposed purpose intention goal objective target object seek sought designed > aim
    start starting commence commencement launch onset origin originate > begin began date-back
    stop halt cease discontinue > break end
    cut reduce reduction lower slash decrease curb shrink > halve minimise
    limit ceiling cap > halve
    renew renewed lengthen prolong prolonged prolongation > extend extension
    battery launcher > system
    shield umbrella interceptor interceptors anti-missile antimissile anti-ballistic > missile-defence defence
    air-defence air-defences sam sams surface-to-air > air-defence S-300V4
    anti-ship antiship coastal-defence > anti-ship
    garrison garrisons soldier soldiers personnel servicemen > troops contingent
    army militarily > military
    base bases foothold > presence contingent
    rearm rearmament modernise modernisation overhaul upgrade refit > re-equipment reform
    stationed based posted positioned fielded field fielding locate located emplace emplaced > deploy place install
    placement stationing siting basing > deploy placement placing
    arrive arrived moved delivered deliver dispatch dispatched transfer transferred ship shipped > sent deploy dispatch
    ready activate activated active live functioning running up-and-running fielded > operational
    house shelter harbour > host
    authorise authorised clear consent greenlit sanctioned okayed ratify adopt adopted > approve agree decision
    choice choose chose decide decided opt opted > decision decided
    acquire acquisition obtain order > procure
    retreat withdraw pull-out pullout renounce scrap abrogate rip tear exit quit leave > withdrew withdrawal leave
    demise disintegrate unravel unravelling ruin erode erosion breakdown death defunct > collapse disintegration
    breach contravene contravention infringe infringement incompatible contrary illegal > violate violation
    accuse accused accusation accuses blame blamed fault allege alleged complain > declare violate frustration
    refrain forgo decline skip refuse unwilling reluctant > abstain
    retaliate retaliation counter countermeasure countermeasures counteract answer reply > respond response
    reaction react reacts > respond response opposed different approaches
    alert caution admonish forewarn > warn caution assert
    peril hazard > threat jeopardise
    endanger imperil menace compromise > jeopardise threat
    trigger provoke unleash ignite cause kindle prompt lead bring-about > spark set-off prompt
    scared afraid dread wary anxious nervous apprehensive > envisage concern
    attack attacks aggression assault strike strikes hostilities > hostile
    combat fighting > hostile
    worry worrying alarming unease anxiety > concern
    suspicious suspect wariness doubt mistrust mistrustful > distrust
    trustful reliance > trust
    confident assume assumes believes reckon reckons presumption > presume
    enduring durable permanent permanently long-lasting > lasting
    ties bond bonds friendship partnership links rapport > relations relationship partnership
    warm warmer thaw friendlier friendly amity cosy cordial closer closeness > rapprochement close
    improve improving improvement upturn better > rapprochement advance uptick
    increase increased rise risen surge jump intensify intensified growth > uptick growing increase
    deteriorate deteriorated sink sank setback slump cool cooled chill decline > aggravate backwards worsen stagnation
    spoil spoiled poison poisoned ruin ruined wreck sabotage undermine jeopardise > sour derail damage
    setback regress retrograde reverse > backwards
    gloomy bleak dim pessimism pessimistic negative grim > bleak
    view viewed perceive perception perceived sees look-at regard > view lens
    stuck deadlocked stalemated nowhere fruitless futile unresolved frozen bogged > deadlock no-end-in-sight stagnation
    impasse logjam > deadlock
    endless interminable indefinitely dragged drawn-out > drag
    finish finished abandon conclude terminate call-off over > over end
    settle settled solve solved fix end > resolve
    agreement deal accord pact > treaty agree agreement
    accord convention > treaty
    compromise cede ceding surrender relinquish handover give-away hand-over yield give-up > relinquish concessions giving
    transfer > concessions relinquish
    forbid outlaw bar bars barred prevent disallow rule-out illegal > prohibit
    exempt exemption exemptions exception exceptions loophole carve-out > except
    border borders frontier boundary boundaries demarcate delimit > demarcation delimitation border
    plebiscite ballot poll polls vote voted > referendum vote
    constitutional amended revised amendment amendments revision rewritten charter basic-law > constitution
    reshuffle ministers premier > cabinet
    row quarrel feud contention disagreement spat claim claims > dispute disagreement
    sovereignty possession control ownership own owns > ownership
    crucial vital pivotal decisive essential critical significant matter matters important importance > crucial vital
    strategic > geopolitical strategic
    sway leverage power projection project clout > influence
    irritate annoyance nuisance thorn grievance friction > irritant
    aggravating exacerbate exacerbated inflame strain strains harm harms > aggravate stress damage
    burden pressure strain strains tension complicate > stress
    initiative initiatives efforts > initiatives
    difference differ distinct dissimilar disparity gap contrast asymmetry unequal > different diverge divergence contrast
    lenient soft softer gentle gentler mild milder harsh harsher tough tougher > different approaches divergence
    explain account justify rationale ground grounds > reason explain factor
    driver drivers impetus incentive > factor motive motivated hope
    root roots underlying underpins explanation > reason factor explain
    even-handed evenhanded balanced neutral neutrality impartial middle > equidistance balance
    split divided partition partitioned separation > division
    gas oil electricity power > energy
    rail railway railroad railways pipeline pipelines transport ports > infrastructure
    door hub bridge window entrance springboard > gateway
    market markets > markets
    venture ventures undertaking scheme schemes enterprise > project projects programme
    implement carry-out realise execute > implement projects
    commerce commercial trade business investment > economic
    prosper boost > economic
    collaborate collaboration joint together teamwork coordinate coordination > cooperation trilateral
    autonomy sovereign self-reliant leeway latitude freedom > independence
    lapdog satellite subordinate beholden > alliance independence
    allied partner partners > ally allies
    pact > alliance treaty
    risk stake jeopardy forfeit sacrifice > lose danger
    cost > lose
    greeting clasp > shakes handshake
    photograph photographer snapshot picture photo image shot > picture caption
    cameraman agency > credited caption
    venue > house
    journalist presser > news
    spokeswoman spokesman speaker > spokesperson
    diplomat diplomats minister > minister foreign
    writer columnist scholar academic penned biography bio affiliation affiliated credentials > author analyst
    authored written > author
    home dwell dwells domicile reside lives > resided
    disclaim disclaims endorse endorses institutional represent represents > disclaimer institutional
    publication issued posted online print released > published
    rights owner holder > copyright
    turning-point watershed milestone landmark > watershed
    remarkable striking surprising curious > notable
    divisive bitter partisan acrimonious > polarised
    ramification ramifications repercussion repercussions implication implications fallout aftermath > consequences
    comeback > return
    democratic biden > democrats
    presidency presidential term inauguration > presidency
    doubt doubtful doubts uncertain unsure unknown unsettled ambiguous open > uncertain question clarified
    prospect prospects forecast future > outlook prospects
    vessel navy fleet fleets naval maritime > naval
    race contest compete competes competitor rivals rivalry > rivalry race competition
    seaborne waterways waterway trade-routes sea-lane sea-routes shipping navigation > maritime channels
    foodstuff foodstuffs fuel commodities imports import goods necessities > food supplies energy
    reliant depend depends dependent rely > supplies receive
    unstable unrest turmoil volatility volatile turbulence chaos instability insecure > destabilisation destabilised
    stabilise stabilising > stability
    heighten heightened simmering > tensions growing
    escalate escalation > escalating tensions
    neighbour neighbours adjacent > neighbouring
    natural logical understandable > natural
    appetite eager eagerness willing willingness enthusiasm > interest willingness
    format formats two-plus-two > two-plus-two
    meet session sessions summit round rounds gathering gatherings encounter encountered > meeting consultations
    interrupt interrupted suspended paused hiatus pause freeze froze frozen > break
    resume restarted reopen reopened relaunch relaunched revive revived revival restart > resumed
    outbreak epidemic virus lockdown quarantine > pandemic isolate
    sealed seal shut closure closed > isolate
    tally count sum > total
    comment commentary remark answering > comment
    contradict conflict contravene breach unconstitutional > contradict
    proceed persist persisted keep-going carry-on ongoing > continue
    precondition prerequisite before until > once after
    cannot unable incapable inability barred lost forfeited > ability prohibit
    afford > cannot
    formation brigade brigades regiment regiments division divisions detachment > formations
    decade > 2010s
    determination determined firm firmness resolve hardline hard-line uncompromising > resolute
    demonstrate display signal signals showcase prove > show
    standoff confrontation face-off antagonism showdown > standoff
    anticipate foresee expecting bracing brace braces expects > envisage prepare expect
    postpone postponed defer deferred buy-time > delay delayed
    salvage saved save rescue rescued preserve preserved avert > averted
    hurdle hurdles difficulties obstacles problem > challenges complications
    great-power superpower > superpower power
    emerge emerging > ascent arise
    cruise ballistic medium-range mid-range intermediate > intermediate-range
    declare declared > stated
    undecided ambivalent noncommittal non-committal silent silence unclear vague > clarified
    reiterate reiterated repeated again insist insisted > repeatedly
    promptly swift swiftly quick > timely
    mirror mirroring symmetrical reciprocal reciprocate tit-for-tat match equivalent > corresponding respond
    passive inactive idle sit-back > idly
    candidate locations host > site
    greater larger worse > bigger
    discuss debate broach consult consulted > discuss consultations
    arsenal hardware equipment kit sophisticated modern high-tech cutting-edge > advanced weapons
    manufacture manufacturing make produce produces build construct > production making develop
    invent design research r&d pursue > develop development
    glide glider gliders boost-glide > hyper-velocity gliding
    mach supersonic > hypersonic
    arena theatre focus hotspot focal > centre-stage
    contender contenders racing compete > participants race
    contain curb cushion mitigate soften lessen alleviate > minimise
    line lines hotline dialogue contact touch > channels
    severed broken interrupted cut-off > disrupted
    rapid quickly abruptly fast overnight sudden suddenly > rapidly
    flare flare-up erupt escalate emergency > crisis spark
    exclude excluded preclude > ruled
    progress stride strides breakthrough advances leap improved > progress advance
    devastate devastated devastating terrible severe severely awful disastrous disaster catastrophic hurt > dire
    economies > economy
    share swap trade intelligence intel > exchange information
    offset compensate outweigh > making-up make-up
    disappoint disappointed frustration frustrating > disappointment
    stagnate stagnant stagnating stalled > stagnation
    legalise legal law > constitution
    seize seized seizure grab annex annexed takeover incorporate incorporated > annexation
    consider weigh contemplate ponder think-about > consider
    scenario eventuality contingency possibility > scenario
    advise urge urged counsel recommend recommendation propose > should
    feasible potential eventual possible > potential possible
    weaponry warhead projectile > weapon missiles
    abolish eradicate dismantle dismantled outlaw destroyed ban > eliminate
    length radius > range
    km kilometer kilometers kilometre kms > kilometres
    vis-a-vis > towards
    anger angry outrage furious indignation ire resent resents slam slams slammed lash lashed > frustration impediment
    hurt harm impact affect affects > damage affected sour
    scepticism sceptical skeptical skeptic > bleak uncertain
    unmoved undeterred unaffected unhindered > sour kept prevented
    intact open > remain open
    pledge commit commitment guarantee rule-out > stated
    """.replace("\n      >", " >").splitlines()
    if line.strip()
)
"""One entry a line: words asked for, ``>``, words looked up for them; hyphens join the words of a phrase."""

PHRASES: Final = {
    "go live": "operational", "went live": "operational", "gone live": "operational", "come online": "operational",
    "came online": "operational", "come into operation": "operational", "came into operation": "operational",
    "enter service": "operational", "entered service": "operational", "come into service": "operational",
    "came into service": "operational", "go into service": "operational", "went into service": "operational",
    "go into effect": "effect", "went into effect": "effect", "come into force": "effect",
    "came into force": "effect", "enter into force": "effect", "entered into force": "effect",
    "take effect": "effect", "took effect": "effect",
    "pull out": "withdrawal", "pulled out": "withdrawal", "pulling out": "withdrawal", "walk out": "withdrawal",
    "walk away": "withdrawal", "walked away": "withdrawal", "back out": "withdrawal", "backed out": "withdrawal",
    "drop out": "withdrawal", "dropped out": "withdrawal", "opt out": "withdrawal", "step out": "withdrawal",
    "give up": "relinquish", "giving up": "relinquish", "gave up": "relinquish", "hand over": "relinquish",
    "handing over": "relinquish", "handed over": "relinquish", "hand back": "relinquish",
    "sign off": "approve", "signed off": "approve", "give the green light": "approve",
    "gave the green light": "approve", "green light": "approve",
    "set off": "spark", "touch off": "spark", "lead to": "spark", "led to": "spark",
    "turn out": "", "take place": "", "took place": "", "taken place": "", "taking place": "", "takes place": "",
    "have to do": "", "on account of": "reason", "due to": "reason",
    "take part": "participants", "taking part": "participants", "takes part": "participants",
    "took part": "participants",
    "stand by": "idly", "sit back": "idly", "look on": "idly", "sit by": "idly",
    "put off": "delayed", "call off": "end", "called off": "end", "break off": "end", "broken off": "end",
    "broke off": "break", "carry out": "implement", "carried out": "implement", "carrying out": "implement",
    "build up": "buildup", "building up": "buildup", "built up": "buildup", "step up": "increase",
    "arms build up": "buildup", "get closer": "rapprochement", "grow closer": "rapprochement",
    "growing closer": "rapprochement", "grew closer": "rapprochement", "getting closer": "rapprochement",
    "moved closer": "rapprochement", "move closer": "rapprochement", "close to": "near",
    "make up for": "making-up-for", "talk about": "talk", "cut off": "disrupted", "rule out": "ruled",
    "bring up": "questioned", "brought up": "questioned", "take over": "annexation", "took over": "annexation",
    "live in": "resided", "lives in": "resided", "where does": "where", "as of now": "", "right now": "",
    "a lot": "", "at all": "", "of course": "", "in terms of": "", "as well": "", "such as": "",
}  # fmt: skip
"""Phrases whose words mean something else alone → the word they are read as; nothing where they carry nothing."""
