"""A writer in a process of its own: `storage_child.py writer|racer FOLDER NAME`.

Each line that it prints is an acknowledgement: what it names is durable.
"""

from __future__ import annotations

import os
import sys
from hashlib import sha256

from storage_cast import entries

from plenipo.errors import SizeMoved
from plenipo_node.storage import open_register


def say(line: str) -> None:
    os.write(1, line.encode() + b"\n")


def note(size: int) -> bytes:
    return b"checkpoint %d" % size


def blob(size: int) -> bytes:
    return b"blob %d" % size


def blob_name(size: int) -> str:
    return sha256(blob(size)).hexdigest()


def writer(folder: str) -> None:
    """Append groups of all lengths, each with a blob and a checkpoint, until killed."""
    say("ready")
    register = open_register(folder)
    while True:
        size = register.size()
        grown = size + 1 + size % 301
        register.append(entries(size, grown), size, blobs={blob_name(grown): blob(grown)})
        say(f"entries {grown}")
        register.put_checkpoint(grown, note(grown))
        say(f"checkpoint {grown}")


def racer(folder: str, name: str) -> None:
    """Win 60 appends against whoever else writes; say where each of them stands."""
    register = open_register(folder)
    for turn in range(60):
        mine = [f"{name} {turn} {each}".encode() for each in range(1 + turn % 20)]
        while True:
            size = register.size()
            try:
                register.append(mine, size)
            except SizeMoved:
                continue
            say(f"{size} {turn}")
            break
    register.close()


if __name__ == "__main__":
    if sys.argv[1] == "writer":
        writer(sys.argv[2])
    else:
        racer(sys.argv[2], sys.argv[3])
