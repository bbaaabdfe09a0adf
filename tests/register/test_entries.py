"""One entry, one spelling."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plenipo.errors import EntryError, EntryTooLarge, MalformedEntry
from plenipo.register.entries import LAST_STAMP_MS, MAX_ENTRY, Entry, decode, encode, in_order

DATA = Path(__file__).parent.parent / "data" / "notes" / "entries"
BEGIN, END = b"-----BEGIN SSH SIGNATURE-----\n", b"-----END SSH SIGNATURE-----\n"


def armoured(body: bytes) -> bytes:
    return BEGIN + body + b"\n" + END


ONE = Entry(1_770_000_000_000, b'{"kind":"contact.log"}', (armoured(b"U1NIU0lH"),))
TWO = Entry(0, b"a\nb\n\n", (armoured(b"AAAA\nBBBB"), armoured(b"CCCC")))
LAST = Entry(LAST_STAMP_MS, BEGIN + END, (armoured(b"A" * 76),))

lines = st.lists(st.text("ABCabc019+/=", min_size=1, max_size=76), min_size=1, max_size=4)
blocks = lines.map(lambda each: armoured("\n".join(each).encode()))
entries = st.builds(
    Entry,
    st.integers(0, LAST_STAMP_MS),
    st.binary(min_size=1, max_size=300),
    st.lists(blocks, min_size=1, max_size=4, unique=True).map(tuple),
)


@pytest.mark.parametrize(("name", "entry"), [("one-signature", ONE), ("two-signatures", TWO), ("last", LAST)])
def test_the_golden_entries_hold(name: str, entry: Entry) -> None:
    data = (DATA / f"{name}.entry").read_bytes()
    assert encode(entry) == data
    assert decode(data) == entry


@given(entries)
def test_what_is_encoded_decodes_to_the_same_entry(entry: Entry) -> None:
    assert decode(encode(entry)) == entry


@given(entries, st.data())
def test_what_decodes_after_an_alteration_is_another_entry_with_its_own_bytes(
    entry: Entry, data: st.DataObject
) -> None:
    altered = bytearray(encode(entry))
    altered[data.draw(st.integers(0, len(altered) - 1))] = data.draw(st.integers(0, 255))
    try:
        assert encode(decode(bytes(altered))) == bytes(altered)
    except EntryError:
        assert bytes(altered) != encode(entry)


@given(st.binary(max_size=120))
def test_no_bytes_crash_the_decoder(data: bytes) -> None:
    for attempt in (data, b"plenipo-entry/1 1 1 1\n" + data, encode(ONE) + data, encode(ONE)[: len(data)]):
        try:
            assert encode(decode(attempt)) == attempt
        except EntryError:
            continue


GOOD = encode(ONE)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"plenipo-entry/1 1 1 1",
        GOOD.replace(b"entry/1", b"entry/2"),
        GOOD.replace(b"/1 1770", b"/1 +1770"),
        GOOD.replace(b"/1 1770", b"/1 01770"),
        GOOD.replace(b"/1 1770", b"/1  1770"),
        GOOD.replace(b" 1770000000000 ", " \u0661\u0667\u0667 ".encode()),
        GOOD.replace(b" 1770000000000 ", b" 253402300800000 "),
        GOOD.replace(b" 22 1\n", b" 22 1 \n"),
        GOOD.replace(b" 22 1\n", b" 22 1\r\n"),
        GOOD.replace(b" 22 1\n", b" 022 1\n"),
        GOOD.replace(b" 22 1\n", b" 21 1\n"),
        GOOD.replace(b" 22 1\n", b" 23 1\n"),
        GOOD.replace(b" 22 1\n", b" 99999 1\n"),
        GOOD.replace(b" 22 1\n", b" 22 2\n"),
        GOOD.replace(b" 22 1\n", b" 22 0\n"),
        b"plenipo-entry/1 1 1 0\nx\n",
        GOOD.replace(b" 22 1\n", b" 22 1000\n"),
        GOOD[:-1],
        GOOD + b"\n",
        GOOD + ONE.signatures[0],
        GOOD.replace(b" 22 1\n", b" 22 2\n") + ONE.signatures[0],
        GOOD.replace(b"}\n--", b"}--"),
        GOOD.replace(b"}\n--", b"}\n\n--"),
        GOOD.replace(b"U1NIU0lH\n", b""),
        GOOD.replace(b"U1NIU0lH", b"U1NI U0lH"),
        GOOD.replace(b"U1NIU0lH\n", b"U1NIU0lH\r\n"),
        GOOD.replace(b"U1NIU0lH", b"U" * 77),
        GOOD.replace(b"U1NIU0lH\n", b"U1NIU0lH\n\n"),
        GOOD.replace(b"SSH SIGNATURE", b"PGP SIGNATURE"),
    ],
)
def test_another_spelling_is_refused(data: bytes) -> None:
    with pytest.raises(MalformedEntry):
        decode(data)


@pytest.mark.parametrize(
    "entry",
    [
        Entry(-1, b"x", ONE.signatures),
        Entry(LAST_STAMP_MS + 1, b"x", ONE.signatures),
        Entry(1, b"", ONE.signatures),
        Entry(1, b"x", ()),
        Entry(1, b"x", ONE.signatures * 2),
        Entry(1, b"x", (ONE.signatures[0][:-1],)),
        Entry(1, b"x", (ONE.signatures[0] + ONE.signatures[0],)),
        Entry(1, b"x", (b"",)),
    ],
)
def test_an_entry_that_would_not_decode_is_not_encoded(entry: Entry) -> None:
    with pytest.raises(MalformedEntry):
        encode(entry)


def test_an_entry_of_65535_bytes_fits_and_one_byte_more_does_not() -> None:
    spare = MAX_ENTRY - len(encode(Entry(1, b"x" * 50_000, ONE.signatures))) + 50_000
    full = Entry(1, b"x" * spare, ONE.signatures)
    assert len(encode(full)) == MAX_ENTRY
    assert decode(encode(full)) == full
    with pytest.raises(EntryTooLarge):
        encode(Entry(1, b"x" * (spare + 1), ONE.signatures))
    with pytest.raises(EntryTooLarge):
        decode(encode(full) + b"\n")


def test_signatures_are_sorted_by_the_fingerprint_of_their_keys() -> None:
    first, second = TWO.signatures
    fingerprints = {first: "SHA256:b", second: "SHA256:a"}
    assert in_order([first, second], fingerprints.__getitem__) == (second, first)
