"""A concerned party whose entries come from another's node, and a host that turns on it.

FR's node hosts UA and is the registrar too: nothing of UA's reaches the register but by FR. First what the
guard and the register catch, then what they cannot: those tests say so in their names.
"""

from __future__ import annotations

import secrets
from typing import Any

import pytest
from intake_cast import NodeWorld, keys_of, places, reasons, signed
from mirror_cast import DELAY, Party, refused_unchanged
from msgspec.structs import replace

from plenipo.acts import Said, consent, contact, key, person, proposal, register
from plenipo.acts.codec import encode
from plenipo.errors import ActLeftOut, BlobMissing, CipherMismatch, CommitmentMismatch, SignatureError
from plenipo.guard.standing_goaheads import findings_now
from plenipo.sealing import reveal, seal
from plenipo_node.intake import Intake, Invalid, Registered, Submission
from world import DAY, World, fingerprint_of, raw_key, sign_all, text

HOST_KEYS = ("FR/authority", "FR/delegate", "FR/envoy")
LINES: dict[str, Any] = {"counterpart": "RU", "level": "technical"}


def yes(node: World, words: str = "a truce", **changes: Any) -> consent.Give:
    """UA's delegate agrees to this text, in words that UA signs or that its host would like it to."""
    fields = {"commitment": text(words).commitment, "topics": ("ceasefire",), "until": node.now + 30 * DAY}
    act = node.act("UA/delegate", consent.Give, **{**LINES, **fields, **changes})
    assert isinstance(act, consent.Give)
    return act


def tabled(node: World, mandate: str, words: str = "a truce") -> proposal.Table:
    act = node.act(
        "FR/envoy",
        proposal.Table,
        mandate=mandate,
        envoy="FR/envoy",
        medium="call",
        topics=("ceasefire",),
        text=text(words),
        **LINES,
    )
    assert isinstance(act, proposal.Table)
    return act


def against(node: World, mandate: str) -> set[tuple[int, str]]:
    """What is against putting the text on the table now."""
    return {(r.rule, r.code) for r in node.judge(tabled(node, mandate)).reasons}


def codes(node: World) -> set[str]:
    return {found.code for found in findings_now(node.standing, node.now)}


# --- what the guard catches: the host acts for it with its own keys ---


@pytest.mark.parametrize("signer", HOST_KEYS)
def test_a_yes_in_its_name_by_a_key_of_the_host_is_refused(signer: str) -> None:
    node = NodeWorld()
    (outcome,) = node.submit(signed(yes(node), signer))
    assert reasons(outcome) == {(3, "key-of-another")}


def test_a_yes_in_its_name_that_the_host_registers_all_the_same_clears_nothing_and_is_shown() -> None:
    """A registrar can enter what it likes; what the guard refuses has no effect at any node."""
    node = World()
    ref = node.mandate()
    assert not node.force(yes(node), ("FR/authority",)).allowed
    assert node.standing.consents == {}
    assert "void-entry" in codes(node)
    assert against(node, ref) == {(20, "no-consent")}


def test_the_host_says_nothing_as_itself_that_is_for_the_concerned_party_to_say() -> None:
    node = NodeWorld()
    said: tuple[tuple[type[Said], dict[str, Any]], ...] = (
        (consent.Disclaim, {"commitment": text("a truce").commitment, **LINES}),
        (consent.Invite, {"topics": ("ceasefire",)}),
    )
    for kind, fields in said:
        (outcome,) = node.submit(signed(node.act("FR/delegate", kind, **fields)))
        assert (4, "role-lacks") in reasons(outcome)


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        (
            person.Accredit,
            {"person": "UA/second", "functions": ("delegate",), "keys": (fingerprint_of("FR/second"),)},
        ),
        (person.Withdraw, {"person": "UA/delegate"}),
        (key.Add, {"owner": "UA/delegate", "purpose": "act", "key": fingerprint_of("FR/second")}),
        (key.Revoke, {"owner": "UA/delegate", "key": fingerprint_of("UA/delegate")}),
    ],
)
def test_the_host_names_and_removes_no_person_and_no_key_of_its_guest(
    kind: type[Said], fields: dict[str, Any]
) -> None:
    node = NodeWorld()
    (outcome,) = node.submit(signed(node.act("FR/authority", kind, **fields)))
    assert (63, "another-party") in reasons(outcome)


def test_the_host_names_no_key_to_which_others_seal_what_is_meant_for_its_guest() -> None:
    node = NodeWorld()
    mine = str(keys_of("FR").sealing.recipient)
    added = {"owner": "UA", "purpose": "seal", "key": mine}
    (outcome,) = node.submit(signed(node.act("FR/authority", key.Add, **added)))
    assert (63, "another-party") in reasons(outcome)
    assert "UA" not in node.standing.sealing_keys


def test_a_signature_of_its_guest_moves_to_no_other_words() -> None:
    node = NodeWorld()
    given = yes(node)
    kept = sign_all(encode(given), ("UA/delegate",))
    for other in (replace(given, level="leader"), replace(given, until=given.until + 1)):
        (outcome,) = node.submit(Submission(encode(other), kept))
        assert isinstance(outcome, Invalid)
        assert isinstance(outcome.error, SignatureError)
    assert places(node.submit(Submission(encode(given), kept))) == [1]
    (again,) = node.submit(Submission(encode(given), kept))
    assert isinstance(again, Registered)
    assert again.again


def test_a_yes_that_its_guest_took_back_cannot_be_entered_once_more() -> None:
    node = NodeWorld()
    given = yes(node)
    ref = node.register(given)
    node.say("UA/delegate", consent.Withdraw, consent=ref)
    (outcome,) = node.submit(signed(given))
    assert isinstance(outcome, Registered)
    assert (outcome.again, outcome.index) == (True, 1)
    node.wait(hours=80)
    assert node.standing.consents[ref].withdrawn is not None


# --- what the register catches: the host seals in its name ---


def test_the_host_puts_no_other_sealed_text_under_its_guests_signature() -> None:
    node = NodeWorld()
    meant = signed(yes(node, conditions=text("monitors first")))
    (name,) = meant.blobs
    for blobs, error in (({name: b"milder words"}, CipherMismatch), ({}, BlobMissing)):
        (outcome,) = node.submit(replace(meant, blobs=blobs))
        assert isinstance(outcome, Invalid)
        assert isinstance(outcome.error, error)
    assert places(node.submit(meant)) == [1]


def test_who_opens_a_blob_itself_sees_that_other_words_were_shown() -> None:
    """Its own copy of the identity is enough: the act names ciphertext and commitment."""
    guest = keys_of("UA").sealing
    true = seal(b"no territory", [guest.recipient], salt=secrets.token_bytes(32))
    false = seal(b"some territory", [guest.recipient], salt=secrets.token_bytes(32))
    with pytest.raises(CipherMismatch):
        _opened(false.ciphertext, true.cipher_sha256, true.commitment)
    with pytest.raises(CommitmentMismatch):
        _opened(false.ciphertext, false.cipher_sha256, true.commitment)
    assert _opened(true.ciphertext, true.cipher_sha256, true.commitment) == b"no territory"


def _opened(ciphertext: bytes, cipher: str, commitment: str) -> bytes:
    known = [keys_of("UA").sealing]
    return reveal(ciphertext, known, cipher_sha256=cipher, commitment=commitment).document


# --- what another partner's mirror catches: the host withholds its acts ---


def withdrawing() -> tuple[NodeWorld, Party, str, Submission]:
    """UA consented, and now signs that it takes its yes back; DE's mirror is up to date."""
    node = NodeWorld()
    mandate = node.mandate()
    given = node.register(yes(node))
    mirror = Party(node)
    mirror.offer()
    return node, mirror, mandate, signed(node.act("UA/delegate", consent.Withdraw, consent=given))


def test_what_it_also_hands_to_another_partner_is_not_withheld_for_longer_than_the_delay() -> None:
    node, mirror, mandate, withdrawal = withdrawing()
    mirror.mirror.hold(withdrawal.act, withdrawal.signatures, node.now)
    node.register(tabled(node, mandate))
    node.now += DELAY
    mirror.offer()
    node.now += 1
    refused_unchanged(mirror, ActLeftOut)
    assert places(node.submit(withdrawal))
    mirror.offer()


def test_what_went_ahead_while_its_withdrawal_was_withheld_is_shown_once_that_is_entered() -> None:
    node, _, mandate, withdrawal = withdrawing()
    node.register(tabled(node, mandate))
    assert "proposal-go-ahead-fell" not in codes(node)
    node.wait(hours=1)
    assert places(node.submit(withdrawal))
    assert "proposal-go-ahead-fell" in codes(node)


def test_a_yes_or_a_refusal_that_is_withheld_is_no_consent() -> None:
    """Silence is never consent, so nothing is gained by keeping these back."""
    node = NodeWorld()
    mandate = node.mandate()
    asked = node.say(
        "FR/delegate",
        consent.Ask,
        party="UA",
        topics=("ceasefire",),
        text=text("a truce"),
        reason=text("why"),
        answer_by=node.now + 4 * DAY,
        **LINES,
    )
    signed(node.act("UA/delegate", consent.Refuse, ask=asked))
    node.wait(days=10)
    assert against(node, mandate) == {(20, "no-consent")}


def test_after_a_hand_over_its_acts_reach_the_register_without_the_host() -> None:
    """The bytes that it signed are good at any registrar, until they lapse."""
    node, _, mandate, withdrawal = withdrawing()
    elsewhere = Intake(node.register_port, keys_of("DE"), lambda: node.now)
    handed = node.act(
        "DE/authority",
        register.HandOver,
        term=2,
        registrar="DE",
        registrar_key=raw_key("DE registrar"),
        checkpoint=node.seen,
    )
    assert places(elsewhere.submit([signed(handed, "DE/authority", "PL/authority", "IT/authority")]))
    assert places(elsewhere.submit([withdrawal]))
    node.read_on()
    assert against(node, mandate) == {(20, "consent-withdrawn")}


# --- what nothing here catches ---


def test_not_caught_what_it_hands_to_its_host_alone_can_be_withheld_and_no_mirror_misses_it() -> None:
    node, mirror, mandate, _ = withdrawing()
    node.wait(hours=1)
    node.register(tabled(node, mandate))
    mirror.offer()
    assert mirror.mirror.left_out == []
    assert "proposal-go-ahead-fell" not in codes(node)


def test_not_caught_a_withheld_act_lapses_and_has_to_be_signed_again() -> None:
    node, _, _, withdrawal = withdrawing()
    node.say("FR/authority", key.Add, owner="FR", purpose="seal", key="age1" + "q" * 58)
    node.wait(hours=72)
    node.wait(hours=1)
    (outcome,) = node.submit(withdrawal)
    assert reasons(outcome) == {(2, "lapsed")}


@pytest.mark.parametrize("late", [0, 1])
def test_not_caught_a_claim_that_the_host_brings_after_the_window_comes_too_late(late: int) -> None:
    node = NodeWorld()
    mandate = node.mandate()
    plan = node.say("FR/envoy", contact.Plan, **node.plan_of(mandate))
    claim = signed(node.act("UA/delegate", consent.Claim, contact=plan, topics=("ceasefire",)))
    node.now += DAY + late
    (outcome,) = node.submit(claim)
    if late:
        assert reasons(outcome) == {(22, "window-closed")}
    else:
        assert isinstance(outcome, Registered)


def test_not_caught_the_host_chooses_the_hour_at_which_a_signed_yes_is_entered() -> None:
    """The entry tells what its author had seen, and nothing of when it was signed."""
    node = NodeWorld()
    given = signed(yes(node))
    node.wait(hours=71)
    (outcome,) = node.submit(given)
    assert isinstance(outcome, Registered)
    assert outcome.stamp == node.now


def test_not_caught_a_host_that_keeps_its_identity_reads_what_is_sealed_to_it() -> None:
    guest = keys_of("UA").sealing
    sent = seal(b"for UA alone", [guest.recipient], salt=secrets.token_bytes(32))
    kept_by_the_host = keys_of("UA").sealing
    opened = reveal(
        sent.ciphertext, [kept_by_the_host], cipher_sha256=sent.cipher_sha256, commitment=sent.commitment
    )
    assert opened.document == b"for UA alone"
