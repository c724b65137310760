#!/usr/bin/env python3
"""Derives the compact service models of the AWS wire from models as AWS publishes them for botocore.

    derive.py TARGET_DIRECTORY sqs.json sns.json kinesis.json [--query sqs=sqs-query.json]

Kept are operations, members, constraints, errors and what the query protocol calls things; words for
people are not. A service that speaks JSON now and spoke the query protocol before has its former model
named by --query: from there come the query names and the codes and statuses of errors. What no model of
a service says of its errors stands in SERVICE-errors.json beside this script. One line for each operation,
error and shape, so that a new model reads as a difference.
"""
import argparse
import json
import pathlib

KINDS = {"string", "integer", "long", "boolean", "blob", "timestamp", "list", "map", "structure"}
# What bears on no call: words, and traits of clients.
PASSED_OVER = {
    "box", "deprecated", "deprecatedMessage", "documentation", "sensitive", "event", "eventstream", "error",
    "exception", "fault", "contextParam", "locationName", "synthetic", "retryable",
}


def without_defaults(described):
    return {key: value for key, value in described.items() if value not in (None, False, [], {})}


def query_name(member, target, name):
    """What the query protocol calls a member: elements of a flattened list stand under their own name."""
    if target["type"] == "list" and (target.get("flattened") or member.get("flattened")):
        return target["member"].get("locationName") or member.get("locationName") or name
    return member.get("locationName") or target.get("locationName") or name


def shape(name, described, shapes, old):
    kind = described["type"]
    assert kind in KINDS, (name, kind)
    kept = {"type": kind}
    for key, value in described.items():
        if key in ("min", "max", "pattern", "enum", "required"):
            kept[key] = value
        elif key not in PASSED_OVER | {"type", "members", "member", "key", "value", "flattened"}:
            raise SystemExit(f"{name}: the model says something unheard of: {key}")
    former = old.get(name, described)
    if kind == "structure":
        kept["members"] = {
            one: member_of(one, member, shapes, former.get("members", {}).get(one, member), old)
            for one, member in described.get("members", {}).items()
        }
    if kind == "list":
        kept["element"] = described["member"]["shape"]
        kept["flat"] = described.get("flattened", False)
        kept["name"] = former["member"].get("locationName")
    if kind == "map":
        kept["key"] = described["key"]["shape"]
        kept["value"] = described["value"]["shape"]
        kept["flat"] = described.get("flattened", False)
        names = [former["key"].get("locationName", "key"), former["value"].get("locationName", "value")]
        kept["names"] = None if names == ["key", "value"] else names
    return without_defaults(kept)


def member_of(name, member, shapes, former, old):
    for key in member:
        if key not in PASSED_OVER | {"shape", "flattened"}:
            raise SystemExit(f"{name}: the model says something unheard of: {key}")
    target = old.get(former["shape"]) or shapes[former["shape"]]
    called = query_name(former, target, name)
    return member["shape"] if called == name else [member["shape"], called]


def error(name, described, old):
    said = old.get(name, described).get("error") or described.get("error") or {}
    fault = described.get("fault", False)
    return without_defaults({
        "code": said.get("code", name) if said.get("code", name) != name else None,
        "status": said.get("httpStatusCode", 500 if fault else 400),
        "receiver": fault or said.get("senderFault") is False,
    })


def lines(title, entries):
    body = ",\n".join(f'"{name}":{json.dumps(entries[name], separators=(",", ":"))}' for name in sorted(entries))
    return f'"{title}":{{\n{body}\n}}'


def derive(model, former, said_of_errors):
    shapes = model["shapes"]
    old = former["shapes"] if former else shapes
    about = model["metadata"]
    service = without_defaults({
        "name": about["serviceId"],
        "version": about["apiVersion"],
        "target": about.get("targetPrefix"),
        "json": about.get("jsonVersion"),
        "namespace": (former or model)["metadata"].get("xmlNamespace"),
    })
    operations = {
        name: without_defaults({
            "input": operation.get("input", {}).get("shape"),
            "output": operation.get("output", {}).get("shape"),
            "errors": [one["shape"] for one in operation.get("errors", [])],
        })
        for name, operation in model["operations"].items()
    }
    errors = {
        name: error(name, one, old) | said_of_errors.get(name, {})
        for name, one in shapes.items() if one.get("exception")
    }
    kept = {name: shape(name, one, shapes, old) for name, one in shapes.items() if not one.get("exception")}
    # What only errors speak of has gone with them; what streams of errors name is kept as an empty structure.
    for name in [name for name, one in shapes.items() if one.get("exception")]:
        if any(name in (m if isinstance(m, list) else [m]) for s in kept.values() for m in s.get("members", {}).values()):
            kept[name] = {"type": "structure"}
    parts = [f'"service":{json.dumps(service)}', lines("operations", operations), lines("errors", errors),
             lines("shapes", kept)]
    return "{\n" + ",\n".join(parts) + "\n}\n"


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("target", type=pathlib.Path)
    arguments.add_argument("models", type=pathlib.Path, nargs="+")
    arguments.add_argument("--query", action="append", default=[], metavar="SERVICE=MODEL")
    given = arguments.parse_args()
    former = dict(one.split("=", 1) for one in given.query)
    for path in given.models:
        before = former.get(path.stem)
        beside = pathlib.Path(__file__).with_name(path.stem + "-errors.json")
        text = derive(
            json.loads(path.read_text()),
            json.loads(pathlib.Path(before).read_text()) if before else None,
            json.loads(beside.read_text()) if beside.exists() else {},
        )
        (given.target / path.name).write_text(text)


if __name__ == "__main__":
    main()
