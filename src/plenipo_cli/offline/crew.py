"""Entries read and their signatures verified on all cores, in order, a batch at a time.

A worker opens each entry of a batch: format, act in its canonical form, signatures, hashes. It knows no
standing, so it leaves out what needs one: an entry that it cannot read is read again by who has the standing,
and that reading counts.
"""

from __future__ import annotations

import gc
import os
import signal
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, TypeAlias

from plenipo.acts.codec import decode, ref_of
from plenipo.errors import PlenipoError, SignaturesUnsorted
from plenipo.register import decode_entry, leaf_hash
from plenipo.signatures import signer_of, verify_act_signature

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Future

BATCH = 2000
ALONE = 3000  # with fewer entries a second process costs more than it brings


# An entry as a worker read it: stamp, where its act begins and ends, reference, signers' fingerprints, leaf
# hash. A plain tuple: a million of them go from process to process.
Opened: TypeAlias = tuple[int, int, int, str, tuple[str, ...], bytes]
# An entry, the leaf hash that it has to have, and how a worker read it, if it could.
Item: TypeAlias = tuple[bytes, "bytes | None", "Opened | None"]
Pair: TypeAlias = tuple[bytes, "bytes | None"]


def open_entry(data: bytes, *, trusted: bool) -> Opened | None:
    """None if it cannot be read without a standing. `trusted`: its signatures were verified before."""
    try:
        entry = decode_entry(data)
        act = entry.act
        decode(act)
        marks = tuple(map(signer_of, entry.signatures)) if trusted else _signers(act, entry.signatures)
    except PlenipoError:
        return None
    start = data.index(b"\n") + 1
    return entry.stamp_ms, start, start + len(act), ref_of(act), marks, leaf_hash(data)


def _signers(act: bytes, signatures: tuple[bytes, ...]) -> tuple[str, ...]:
    """What `read_act` does for keys without a policy. SignatureError."""
    if len(signatures) == 1:
        return (verify_act_signature(signatures[0], act).fingerprint,)
    marks = tuple([verify_act_signature(armored, act).fingerprint for armored in signatures])
    if list(marks) != sorted(set(marks)):
        raise SignaturesUnsorted(marks)
    return marks


def open_batch(batch: list[bytes], trusted: int) -> list[Opened | None]:
    """The first `trusted` of them without their signatures."""
    return [open_entry(data, trusted=at < trusted) for at, data in enumerate(batch)]


Open: TypeAlias = "Callable[[list[bytes], int], Future[list[Opened | None]] | list[Opened | None]]"


def cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def crew(pairs: Iterator[Pair], count: int, trusted: int = 0) -> Iterator[list[Item]]:
    """The entries in order, batch by batch. `count` is about how many there are; the first `trusted` of them
    were verified before.
    """
    workers = cores() if count >= ALONE else 1
    with _opening(workers) as start:
        waiting: deque[tuple[list[Pair], Future[list[Opened | None]] | list[Opened | None]]] = deque()
        while batch := list(islice(pairs, BATCH)):
            waiting.append((batch, start([data for data, _ in batch], trusted)))
            trusted = max(0, trusted - len(batch))
            if len(waiting) > 2 * workers:
                yield _done(*waiting.popleft())
        while waiting:
            yield _done(*waiting.popleft())


def _done(batch: list[Pair], opened: Future[list[Opened | None]] | list[Opened | None]) -> list[Item]:
    found = opened if isinstance(opened, list) else opened.result()
    return [(data, leaf, each) for (data, leaf), each in zip(batch, found, strict=True)]


@contextmanager
def _opening(workers: int) -> Iterator[Open]:
    if workers < 2:
        yield open_batch
        return
    pool = ProcessPoolExecutor(workers, initializer=_begin)
    try:
        yield lambda batch, trusted: pool.submit(open_batch, batch, trusted)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _begin() -> None:
    """An interrupt is for the one who waits for the workers; and what they make holds no cycles."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()
