from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.briefing.calendar import CATCH_UP, ON_TIME, Schedule, due, slot
from bot.briefing.decide import (
    FORGOTTEN,
    QUIET,
    TRUST,
    Action,
    Facts,
    Freeze,
    LookUp,
    Rebase,
    Send,
    Settle,
    Wait,
    decide,
    standing,
)
from bot.briefing.delivery.clock import BOUND, Reading, disagreement, stepped
from bot.briefing.transport import Access, Allowed, Denied, Gone, NoGuild, Unknown
from bot.sandbox.world import NONCE_WINDOW
from bot.state.planning import deadline
from bot.state.tables import Delivery, Subscription

EIGHT = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
S = timedelta(seconds=1)
ACCESSES: tuple[Access, ...] = (
    Allowed(),
    Allowed(history=False),
    Denied("No."),
    Gone(),
    NoGuild(),
    Unknown(),
)
ENDS = EIGHT + timedelta(hours=4)


def subscription(status: str = "active", cause: str = "") -> Subscription:
    return Subscription(
        id="s" * 10,
        guild_id=1,
        channel_id=10,
        at=time(8),
        zone="UTC",
        weekdays="0123456",
        topics=[],
        policy="again",
        status=status,
        cause=cause,
        status_since=EIGHT,
        planned_until=EIGHT,
        created_at=EIGHT,
        changed_at=EIGHT,
    )


def row(**more: object) -> Delivery:
    made = Delivery(
        id=1,
        subscription_id="s" * 10,
        date=date(2026, 3, 2),
        channel_id=10,
        due_at=EIGHT,
        deadline=ENDS,
        nonce="n",
        marker="m",
        payload={"content": "x"},
    )
    for name, value in more.items():
        setattr(made, name, value)
    return made


def tried(at: datetime = EIGHT, last: datetime | None = None, **more: object) -> Delivery:
    """A line with an attempt that nobody knows the outcome of."""
    return row(
        doubt=True, attempts=1, trusted_from=at, first_attempt_at=at, last_attempt_at=last or at, **more
    )


def now(moment: datetime, access: Access | None = None, *, absent: bool = False) -> Facts:
    return Facts(moment, access or Allowed(), absent)


def kind(action: Action) -> str:
    return type(action).__name__


@pytest.mark.parametrize(
    ("line", "facts", "expected"),
    [
        (row(payload=None), now(EIGHT), Freeze()),
        (row(), now(EIGHT), Send(EIGHT, late=False)),
        (row(), now(EIGHT + 60 * S), Send(EIGHT, late=False)),
        (row(), now(EIGHT + 61 * S), LookUp()),
        (row(), now(EIGHT + 61 * S, absent=True), Send(EIGHT + 61 * S, late=False)),
        (row(payload=None), now(EIGHT + 61 * S, absent=True), Freeze()),
        (row(), now(EIGHT + 400 * S, absent=True), Send(EIGHT + 400 * S, late=True)),
        (row(retry_at=EIGHT + 9 * S), now(EIGHT), Wait(EIGHT + 9 * S, "It is tried again later.")),
        (row(retry_at=EIGHT + timedelta(days=1)), now(EIGHT), Send(EIGHT, late=False)),
        (tried(), now(EIGHT + 60 * S), Send(EIGHT, late=False)),
        (tried(), now(EIGHT + 61 * S), LookUp()),
        (
            tried(last=EIGHT + 50 * S),
            now(EIGHT + 61 * S),
            Wait(EIGHT + 110 * S, "An attempt may still take effect."),
        ),
        (tried(last=EIGHT + 50 * S), now(EIGHT + 110 * S), LookUp()),
        (tried(), now(EIGHT + 70 * S, absent=True), Send(EIGHT + 70 * S, late=False)),
        (tried(EIGHT + timedelta(days=1)), now(EIGHT + 9 * S), Rebase()),
    ],
)
def test_the_next_step_of_a_line_that_is_wanted(line: Delivery, facts: Facts, expected: Action) -> None:
    assert decide(line, subscription(), facts) == expected


@pytest.mark.parametrize(
    ("line", "facts", "state", "part"),
    [
        (row(), now(ENDS + S, absent=True), "missed", "could not be delivered in time"),
        (row(reason="Discord answered 503."), now(ENDS + S, absent=True), "missed", "Discord answered 503."),
        (row(), now(EIGHT, Gone()), "missed", "deleted"),
        (row(), now(ENDS + S, Denied("No right.")), "missed", "No right."),
        (row(), now(ENDS + S, NoGuild()), "missed", "removed from the server"),
        (row(), now(EIGHT + FORGOTTEN + S), "missed", "in time"),
        (tried(), now(EIGHT, Gone()), "missed", "cannot be told any more"),
        (tried(), now(EIGHT + 61 * S, Allowed(history=False)), "uncertain", "It may have been posted"),
        (tried(), now(EIGHT + 61 * S, Denied("No right.")), "uncertain", "No right."),
        (tried(), now(ENDS + S, absent=True), "missed", "in time"),
        (tried(), now(EIGHT + FORGOTTEN + S), "uncertain", "for a week"),
    ],
)
def test_how_a_line_ends(line: Delivery, facts: Facts, state: str, part: str) -> None:
    action = decide(line, subscription(), facts)
    assert isinstance(action, Settle)
    assert action.state == state
    assert part in action.reason


@pytest.mark.parametrize("access", [Denied("No."), NoGuild(), Unknown()])
def test_a_line_waits_for_its_channel_as_long_as_it_may_be_delivered(access: Access) -> None:
    action = decide(row(), subscription(), now(EIGHT + 61 * S, access))
    assert kind(action) == "Wait"


def test_an_uncertain_line_is_looked_up_when_that_can_be_done() -> None:
    line = tried(state="uncertain")
    assert kind(decide(line, subscription(), now(EIGHT + 120 * S, Allowed(history=False)))) == "Wait"
    assert decide(line, subscription(), now(EIGHT + 120 * S)) == LookUp()
    assert kind(decide(line, subscription(), now(EIGHT + FORGOTTEN + S))) == "Wait"


@pytest.mark.parametrize(("status", "part"), [("paused", "was paused"), ("ended", "had ended")])
def test_what_is_not_wanted_any_more_is_not_sent(status: str, part: str) -> None:
    untried = decide(row(), subscription(status), now(EIGHT))
    assert isinstance(untried, Settle)
    assert part in untried.reason
    assert kind(decide(tried(), subscription(status), now(EIGHT + 10 * S))) == "Wait"
    assert decide(tried(), subscription(status), now(EIGHT + 61 * S)) == LookUp()
    absent = decide(tried(), subscription(status), now(EIGHT + 61 * S, absent=True))
    assert isinstance(absent, Settle)
    assert part in absent.reason


MOMENTS = st.integers(-100_000, 1_000_000).map(lambda number: EIGHT + number * S)
ROWS = st.builds(
    lambda doubt, first, last, frozen, state, retry: row(
        doubt=doubt,
        trusted_from=first if doubt else None,
        last_attempt_at=max(first, last) if doubt else None,
        payload={"content": "x"} if frozen or doubt else None,
        state=state,
        retry_at=retry,
    ),
    st.booleans(),
    MOMENTS,
    MOMENTS,
    st.booleans(),
    st.sampled_from(["due", "claimed", "uncertain"]),
    st.none() | MOMENTS,
)
FACTS = st.builds(Facts, MOMENTS, st.sampled_from(ACCESSES), st.booleans())
STATUSES = st.sampled_from(["active", "suspended", "paused", "ended"])


@given(ROWS, STATUSES, FACTS)
def test_nothing_is_sent_that_may_be_there_already(line: Delivery, status: str, facts: Facts) -> None:
    """A message goes out only when Discord still knows its nonce, or when its absence was just proven."""
    action = decide(line, subscription(status), facts)
    if isinstance(action, Send):
        assert isinstance(facts.access, Allowed)
        assert status in ("active", "suspended")
        assert facts.now <= line.deadline
        assert line.payload is not None
        if not facts.absent:
            since = line.trusted_from if line.doubt else line.due_at
            assert since is not None
            assert timedelta(0) <= facts.now - since <= TRUST
            assert action.trusted_from == since
        elif action.trusted_from != line.trusted_from:
            assert line.last_attempt_at is None or facts.now - line.last_attempt_at >= QUIET


@given(ROWS, STATUSES, FACTS)
def test_what_may_have_been_posted_is_never_called_missed_unseen(
    line: Delivery, status: str, facts: Facts
) -> None:
    action = decide(line, subscription(status), facts)
    if isinstance(action, Settle):
        assert action.reason
        assert action.state in ("missed", "uncertain")
        if line.doubt and action.state == "missed":
            assert facts.absent or isinstance(facts.access, Gone)


@given(ROWS, STATUSES, FACTS)
def test_every_line_comes_to_an_end(line: Delivery, status: str, facts: Facts) -> None:
    """A day after its week, with Discord answering, each line is settled in a few steps."""
    moment = max([line.due_at, line.last_attempt_at or line.due_at, line.retry_at or line.due_at])
    facts = replace(facts, now=moment + FORGOTTEN + timedelta(days=1), access=Allowed(), absent=False)
    action = decide(line, subscription(status), facts)
    if isinstance(action, LookUp):
        action = decide(line, subscription(status), replace(facts, absent=True))
    assert isinstance(action, Settle) or line.state == "uncertain"


def test_the_windows_fit_into_discords_memory_of_a_nonce() -> None:
    assert TRUST < NONCE_WINDOW
    assert TRUST + QUIET <= NONCE_WINDOW
    assert TRUST + BOUND < NONCE_WINDOW


ZONES = st.sampled_from(
    ["UTC", "Europe/Berlin", "America/Sao_Paulo", "Pacific/Apia", "Asia/Gaza", "America/St_Johns"]
)


@given(
    ZONES,
    st.dates(date(2010, 1, 1), date(2037, 12, 31)),
    st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    st.integers(0, 40 * 60),
)
def test_the_ledgers_deadline_is_the_calendars(zone: str, day: date, at: time, minutes: int) -> None:
    schedule = Schedule(at.replace(fold=0), zone, frozenset(range(7)))
    wanted = slot(schedule, day)
    if wanted is None:
        return
    moment = wanted.instant + timedelta(minutes=minutes)
    [judged] = [one for one in due(schedule, since=wanted.instant - S, now=moment) if one.slot.date == day]
    until = deadline(wanted.instant, ZoneInfo(zone))
    assert (moment > until) is (judged.timeliness == "missed")
    assert ON_TIME <= until - wanted.instant <= max(CATCH_UP, ON_TIME)


@pytest.mark.parametrize(
    ("status", "cause", "access", "expected"),
    [
        ("active", "", Allowed(), "keep"),
        ("active", "", Unknown(), "keep"),
        ("active", "", Denied("No."), "suspend"),
        ("active", "", Allowed(history=False), "suspend"),
        ("active", "", NoGuild(), "suspend"),
        ("active", "", Gone(), "end"),
        ("suspended", "permission", Denied("No."), "keep"),
        ("suspended", "permission", NoGuild(), "suspend"),
        ("suspended", "permission", Allowed(), "resume"),
        ("suspended", "permission", Allowed(history=False), "keep"),
        ("suspended", "guild", Allowed(), "resume"),
        ("suspended", "refused", Allowed(), "keep"),
        ("suspended", "refused", Denied("No."), "keep"),
        ("suspended", "refused", Gone(), "end"),
        ("paused", "", Denied("No."), "keep"),
        ("ended", "removed", Gone(), "keep"),
    ],
)
def test_what_becomes_of_a_subscription(status: str, cause: str, access: Access, expected: str) -> None:
    what, word, reason = standing(subscription(status, cause), access)
    assert what == expected
    assert bool(word) is bool(reason) is (expected in ("suspend", "end"))


def test_a_clock_that_was_set_is_noticed() -> None:
    before = Reading(EIGHT, 100.0)
    assert stepped(None, before)
    assert not stepped(before, Reading(EIGHT + 60 * S, 160.0))
    assert not stepped(before, Reading(EIGHT + 63 * S, 160.0))
    assert stepped(before, Reading(EIGHT + 3660 * S, 160.0))
    assert stepped(before, Reading(EIGHT - 3600 * S, 160.0))


@pytest.mark.parametrize(
    ("ahead", "part"), [(None, None), (29.0, None), (-29.0, None), (31.0, "ahead of"), (-90.0, "behind")]
)
def test_a_clock_that_disagrees_is_told(ahead: float | None, part: str | None) -> None:
    sentence = disagreement(ahead)
    assert (sentence is None) is (part is None)
    assert part is None or part in (sentence or "")
