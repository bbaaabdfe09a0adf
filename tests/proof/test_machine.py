"""Random dialogues, legal and not, and what must hold after every entry."""

from __future__ import annotations

from random import Random
from typing import Any

import hypothesis.strategies as st
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from msgspec.structs import replace
from proof_choice import ENVOYS, LEVELS, MEDIA, WORDS, pick, some
from proof_history import Heard, History
from proof_moves import MOVES, scene
from proof_scene import Scene
from proof_talking import go_ahead

from plenipo.acts import Said, consent, contact, key, mandate, offer, person, proposal
from plenipo.acts.charter import Charter
from plenipo.acts.words import party_of
from plenipo.dialogue.standing import Standing, restore, snapshot
from plenipo.verify import Nodes, Replay
from plenipo.verify.replay import replay_entry
from world import DAY, text

INTENTS = (contact.Plan, offer.Make, proposal.Table)
TAKES_BACK = (consent.Withdraw, consent.Refuse, mandate.Suspend, mandate.Revoke, key.Revoke, person.Withdraw)
FEW = ("findings", "found", "size", "stamp", "void")  # all that a void entry changes

chances = st.integers(0, 2**32 - 1).map(Random)


def matters_of(charter: Charter, act: Any) -> dict[str, set[str]]:
    """What an intent touches, by whose it is; a text that is put asks every concerned party."""
    put = not isinstance(act, contact.Plan)
    concerned = [p.id for p in charter.parties if p.role == "concerned"]
    reserved = {r.party: set(r.topics) for r in charter.reserved}
    touched = {p: reserved.get(p, set()) & set(act.topics) for p in concerned}
    return {p: topics for p, topics in touched.items() if topics or put}


def agreed_to(history: History, heard: Heard, party: str, topics: set[str]) -> bool:
    """Some word of the party is live, on the exact text, for this counterpart and level, on these topics."""
    act = heard.act
    words = act.lines if isinstance(act, contact.Plan) else act.text
    at = max(heard.stamp, getattr(act, "at", 0))
    for given in history.of(consent.Give, consent.Disclaim):
        word = given.act
        exact = (words.commitment, act.counterpart, act.level)
        if party_of(word.by) != party or exact != (word.commitment, word.counterpart, word.level):
            continue
        if history.taken_back(given):
            continue
        if isinstance(word, consent.Disclaim):
            if not topics:
                return True
        elif topics <= set(word.topics) and history.live(given.ref, word, at):
            return True
    return False


class Dialogue(RuleBasedStateMachine):
    """One dialogue; its moves are those of `proof_moves`, which judge each act by guard and twin."""

    s: Scene

    @initialize(chance=chances)
    def found(self, chance: Random) -> None:
        self.s = scene(chance)
        self.checked = 0
        self.most = 0

    @rule(name=st.sampled_from(sorted(MOVES, key=lambda move: move.__name__)), chance=chances)
    def something_happens(self, name: Any, chance: Random) -> None:
        self.s.chance = chance
        name(self.s)

    @rule(chance=chances)
    def something_in_order_happens(self, chance: Random) -> None:
        self.s.chance = chance
        self.s.attempt(go_ahead(self.s))

    @rule(chance=chances)
    def a_refused_act_is_entered_all_the_same(self, chance: Random) -> None:
        """Property: a void entry changes nothing but findings, size, stamp and the list of void entries."""
        self.s.chance = chance
        fields: dict[str, Any] = {"mandate": "0" * 64, "envoy": pick(self.s, ENVOYS), "counterpart": "RU"}
        fields |= {"level": "technical", "medium": "call", "topics": (), "text": text("x")}
        act = self.s.act(fields["envoy"], offer.Make, **fields)
        before = restore(snapshot(self.s.standing))
        assert not self.s.force(act).allowed
        after = restore(snapshot(self.s.standing))
        for name in Standing.__struct_fields__:
            if name not in FEW:
                assert getattr(before, name) == getattr(after, name), name

    @rule(chance=chances, data=st.data())
    def taking_back_admits_nothing_more(self, chance: Random, data: st.DataObject) -> None:
        """Property: taking back a consent, a mandate, a key or a person never admits more."""
        self.s.chance = chance
        probes = [self.s.candidate(act) for act in intents(self.s)]
        names = ("take_back", "refuse", "suspend", "revoke", "revoke_key", "withdraw_person")
        chosen = data.draw(st.sampled_from([move for move in MOVES if move.__name__ in names]))
        there, size = self.s.fork(), len(self.s.heard)
        there.chance = chance
        chosen(there)
        said = there.heard[size:]
        if any(not isinstance(e.act, TAKES_BACK) for e in said) or there.now != self.s.now:
            return  # a consultation or a new accreditation came with it
        for probe in probes:
            assert self.s.verdict(probe).allowed or not there.verdict(probe).allowed

    @rule(chance=chances)
    def the_mandates_of_others_do_not_matter(self, chance: Random) -> None:
        """Property: what an intent's verdict says of its envoy hangs on no mandate but the one it names."""
        self.s.chance = chance
        for act in intents(self.s):
            said = self.s.candidate(act)
            alone = self.s.fork()
            for ref in [r for r in alone.standing.mandates if r != getattr(act, "mandate", None)]:
                del alone.standing.mandates[ref]
                alone.standing.live.pop(ref, None)
            assert self.s.verdict(said).reasons == alone.verdict(said).reasons

    @rule()
    def a_node_starts_again_from_a_snapshot(self) -> None:
        self.s.replay.standing = restore(snapshot(self.s.standing))

    @rule()
    def silence_is_no_consent(self) -> None:
        """Property: where a concerned party has said no word on a text, nothing that puts it is admitted."""
        for act in intents(self.s, words="nobody spoke of this"):
            verdict = self.s.verdict(self.s.candidate(act))
            touched = matters_of(self.s.history.charter(), act)
            here = {p for p in touched if self.s.history.role(p) == "concerned"}
            assert not here or 20 in {r.rule for r in verdict.reasons}

    @invariant()
    @precondition(lambda self: hasattr(self, "s"))
    def nothing_reserved_was_touched_without_consent(self) -> None:
        """Property: every admitted intent has the live word of each concerned party that it touches."""
        for index in range(self.checked, len(self.s.heard)):
            heard = self.s.heard[index]
            if heard.void or not isinstance(heard.act, INTENTS):
                continue
            before = History(self.s.heard[:index])
            for party, topics in matters_of(before.charter(), heard.act).items():
                if before.role(party) == "concerned":
                    assert agreed_to(before, heard, party, topics), (party, topics, heard)
        self.checked = len(self.s.heard)

    @invariant()
    @precondition(lambda self: hasattr(self, "s"))
    def the_cap_holds(self) -> None:
        """Property: no entry brings the interlocutors above the cap; a lower cap may leave more."""
        count, cap = len(self.s.history.interlocutors(self.s.now)), self.s.history.charter().cap
        assert count <= max(cap, self.most), self.s.history.interlocutors(self.s.now)
        self.most = count

    def teardown(self) -> None:
        """Property: the entries' bytes, taken anew, give the standing that grew entry by entry."""
        if not hasattr(self, "s"):
            return
        nodes = Nodes()
        again = Replay(Standing(), nodes)
        for entry in self.s.entries:
            replay_entry(again, nodes, entry)
        assert again.standing == self.s.standing


def intents(s: Scene, words: str | None = None) -> list[Said]:
    """Intents under each mandate that was put, in and about its scope."""
    found: list[Said] = []
    for ref in s.history.mandates()[-3:]:
        agreed = s.history.terms(ref)
        assert agreed is not None
        for envoy in agreed.envoys:
            about = text(words or pick(s, WORDS))
            fields: dict[str, Any] = {"mandate": ref, "envoy": envoy, "counterpart": "RU"}
            fields |= {
                "level": pick(s, LEVELS),
                "medium": pick(s, MEDIA),
                "topics": some(s, agreed.topics, 0),
            }
            found += [
                s.act(envoy, contact.Plan, **fields, lines=about, at=s.now + 2 * DAY),
                s.act(envoy, offer.Make, **fields, text=about),
                s.act(envoy, proposal.Table, **fields, text=about),
            ]
    known = [e.act for e in s.history.of(*INTENTS)][-3:] if words is None else []
    return found + [replace(act, id=s.next_id(), seen=s.seen) for act in known]


TestDialogue = Dialogue.TestCase
TestDialogue.settings = settings(
    max_examples=12,
    stateful_step_count=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
