"""Reduces botocore's Voice ID service model to what the dispatcher needs: no documentation texts.

    python3 reduce.py service-2.json > src/main/resources/voice-id/service.json

The input is botocore's data/voice-id/2021-09-27/service-2.json (Apache-2.0; which commit: NOTICE).
"""

import json
import sys

DROPPED = {"documentation", "box", "fault", "idempotencyToken"}


def without_texts(value):
    if isinstance(value, dict):
        return {name: without_texts(part) for name, part in value.items() if name not in DROPPED}
    if isinstance(value, list):
        return [without_texts(part) for part in value]
    return value


def member_names_are_kept(shape):
    """A member may be called like a dropped word; members are reduced one by one."""
    reduced = without_texts({name: part for name, part in shape.items() if name != "members"})
    if "members" in shape:
        reduced["members"] = {
            name: without_texts(member) for name, member in shape["members"].items()
        }
    return reduced


def operation(modelled):
    reduced = {"errors": sorted(error["shape"] for error in modelled["errors"])}
    for direction in ("input", "output"):
        if direction in modelled:
            reduced[direction] = modelled[direction]["shape"]
    return reduced


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        model = json.load(file)
    metadata = model["metadata"]
    reduced = {
        "metadata": {
            name: metadata[name]
            for name in ("apiVersion", "jsonVersion", "signingName", "targetPrefix")
        },
        "operations": {name: operation(it) for name, it in sorted(model["operations"].items())},
        "shapes": {name: member_names_are_kept(it) for name, it in sorted(model["shapes"].items())},
    }
    json.dump(reduced, sys.stdout, indent=1, ensure_ascii=False)
    sys.stdout.write("\n")


main()
