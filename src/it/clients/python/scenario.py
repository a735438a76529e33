"""Reads scenario.json and holds answers against it, for any client that Python can drive.

A client is an object with `name`, `version`, `knows(operation)`, `call(operation, input, who, patient)`,
`pages(operation, key, input, size, who)` and `burst(operation, input, who, calls)`; a refusal is a `Refused`.
"""

import json
import os
import re
import time
from datetime import datetime, timedelta, timezone

RECENT = timedelta(minutes=30)
BETWEEN_QUESTIONS = 0.3


class Refused(Exception):
    """A typed error of the service, as the client tells it."""

    def __init__(self, name, status=None, message="", members=None, request_id=None):
        super().__init__(f"{name}: {message}")
        self.name = name
        self.status = status
        self.message = message
        self.members = members
        self.request_id = request_id


class Disagreement(Exception):
    """An answer that is not the expected one."""


def fill(value, names):
    """Puts the values of ${name} in; a text that is one name alone takes the value's own kind."""
    if isinstance(value, str):
        whole = re.fullmatch(r"\$\{(\w+)\}", value)
        if whole:
            return names[whole.group(1)]
        return re.sub(r"\$\{(\w+)\}", lambda found: str(names[found.group(1)]), value)
    if isinstance(value, list):
        return [fill(part, names) for part in value]
    if isinstance(value, dict):
        return {key: fill(part, names) for key, part in value.items()}
    return value


def moment(value):
    if isinstance(value, datetime):
        return value
    if isinstance(value, (int, float)):
        return datetime.fromtimestamp(value, timezone.utc)
    return datetime.fromisoformat(value)


def agree(actual, expected, where="answer"):
    """Holds an answer against what is expected; members that nothing is said about may be there."""
    if expected == "$any":
        check(actual is not None and actual != "", where, "there", actual)
    elif expected == "$absent":
        check(actual is None, where, "absent", actual)
    elif expected == "$recent":
        check(
            actual is not None and abs(datetime.now(timezone.utc) - moment(actual)) < RECENT,
            where, "a time of this half hour", actual)
    elif isinstance(expected, str) and expected.startswith("$/"):
        check(
            isinstance(actual, str) and re.fullmatch(expected[2:-1], actual) is not None,
            where, expected, actual)
    elif isinstance(expected, dict) and any(key.startswith("$") for key in expected):
        agree_specially(actual, expected, where)
    elif isinstance(expected, dict):
        check(isinstance(actual, dict), where, "an object", actual)
        for key, part in expected.items():
            agree(actual.get(key), part, f"{where}.{key}")
    elif isinstance(expected, list):
        check(isinstance(actual, list) and len(actual) == len(expected), where, f"{len(expected)} items", actual)
        for index, part in enumerate(expected):
            agree(actual[index], part, f"{where}.{index}")
    else:
        check(type(actual) is type(expected) and actual == expected, where, expected, actual)


def agree_specially(actual, expected, where):
    if "$contains" in expected:
        check(any(agrees(one, expected["$contains"]) for one in actual or []), where, expected, actual)
    elif "$set" in expected:
        wanted = expected["$set"]
        check(
            len(actual or []) == len(wanted)
            and all(any(agrees(one, part) for one in actual) for part in wanted),
            where, expected, actual)
    elif "$size" in expected:
        check(len(actual or []) == expected["$size"], where, expected, actual)
    elif "$atLeast" in expected:
        check(actual is not None and actual >= expected["$atLeast"], where, expected, actual)
    elif "$atMost" in expected:
        check(actual is not None and actual <= expected["$atMost"], where, expected, actual)
    else:
        raise ValueError(f"unknown matcher in {expected}")


def check(holds, where, expected, actual):
    if not holds:
        raise Disagreement(f"{where}: expected {expected}, got {actual!r}")


def agrees(actual, expected):
    try:
        agree(actual, expected)
        return True
    except Disagreement:
        return False


def at(answer, path):
    for part in path.split("."):
        answer = answer[int(part)] if part.isdigit() else answer[part]
    return answer


def expanded(scenario, part):
    """The steps of a part, each `each` as one step for each operation."""
    for step in scenario["parts"][part]:
        if "each" not in step:
            yield step
            continue
        for operation in step["each"]:
            yield {**step, "name": f"{step['name']}: {operation}", "do": operation,
                   "input": scenario["inputs"][operation]}


class Run:
    """One client going through one part."""

    def __init__(self, client, scenario, part, stage):
        self.client = client
        self.scenario = scenario
        self.part = part
        self.stage = stage
        self.names = {**stage["names"], "client": client.name}
        self.results = []

    def steps(self):
        for step in expanded(self.scenario, self.part):
            if self.client.name in step.get("not", []):
                continue
            self.run(step)

    def run(self, step):
        operation = step.get("do") or step.get("paginate") or step.get("burst")
        if operation and not self.client.knows(operation):
            self.tell("skip", step, operation, f"{self.client.version} does not know it")
            return
        try:
            names = {**self.names, **fill(step.get("with", {}), self.names)}
            self.perform(step, fill(step.get("input", {}), names))
            self.tell("ok", step, operation)
        except Exception as wrong:  # one bad step must not hide the others
            self.tell("FAILED", step, operation, f"{type(wrong).__name__}: {wrong}")

    def perform(self, step, body):
        who = step.get("as", "admin")
        if "file" in step:
            self.settle(step, self.read(fill(step["file"], self.names)))
        elif "paginate" in step:
            found = self.client.pages(step["paginate"], step["key"], body, step["pageSize"], who)
            agree(found, step["count"], "count")
        elif "burst" in step:
            self.refused(step, self.client.burst(step["burst"], body, who, step["calls"]))
        elif "error" in step:
            self.refused(step, self.refusal(step, body, who))
        else:
            self.settle(step, self.answer(step, body, who))

    def answer(self, step, body, who):
        last = time.monotonic() + step.get("within", 0)
        while True:
            answer = self.client.call(step["do"], body, who, step.get("patient", False))
            if "until" not in step or agrees(answer, step["until"]) or time.monotonic() > last:
                return answer
            time.sleep(BETWEEN_QUESTIONS)

    def refusal(self, step, body, who):
        try:
            answer = self.client.call(step["do"], body, who, step.get("patient", False))
        except Refused as refused:
            return refused
        raise Disagreement(f"expected {step['error']['name']}, got {answer!r}")

    def refused(self, step, refused):
        expected = step["error"]
        check(refused is not None, "error", expected["name"], None)
        check(refused.name == expected["name"], "error", expected["name"], str(refused))
        if refused.status is not None:
            check(refused.status == expected["status"], "status", expected["status"], refused.status)
            check(bool(refused.request_id), "request id", "there", refused.request_id)
        agree(refused.message, expected.get("message", "$any"), "message")
        for member in ("ConflictType", "ResourceType"):
            if member in expected and refused.members is not None:
                check(refused.members.get(member) == expected[member], member, expected[member], refused.members)

    def settle(self, step, answer):
        agree(answer, fill(step.get("expect", {}), self.names))
        for name, path in step.get("save", {}).items():
            self.names[name] = at(answer, path)

    def read(self, uri):
        with open(os.path.join(self.stage["s3Root"], uri.removeprefix("s3://")), encoding="utf-8") as file:
            return json.load(file)

    def tell(self, outcome, step, operation, detail=""):
        print(f"{outcome} {operation or 'file'}: {step['name']}{' -- ' + detail if detail else ''}", flush=True)
        self.results.append({"outcome": outcome, "operation": operation, "step": step["name"], "detail": detail})


def main(make_client, arguments):
    with open(arguments[1], encoding="utf-8") as file:
        scenario = json.load(file)
    with open(os.environ["VOXWARD_STAGE"], encoding="utf-8") as file:
        stage = json.load(file)
    part = arguments[2]
    client = make_client(stage, stage["endpoint"])
    run = Run(client, scenario, part, stage)
    run.steps()
    failed = sum(1 for result in run.results if result["outcome"] == "FAILED")
    report = {"client": client.name, "version": client.version, "part": part, "results": run.results}
    with open(os.path.join(stage["results"], f"{client.name}-{part}.json"), "w", encoding="utf-8") as file:
        json.dump(report, file, indent=1)
    print(f"{client.name} {part}: {len(run.results) - failed} of {len(run.results)} hold")
    return 1 if failed else 0
