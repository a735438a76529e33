"""The scenario with the AWS CLI: every step is a process of its own, as in a shell script.

The `aws` is the first on PATH, which run.sh makes the installed one; VOXWARD_AWS names another, for
example an old one, whose unknown operations are skipped by name.
"""

import json
import os
import re
import subprocess
import sys
import threading

import botocore
import botocore.session
from botocore.config import Config
from botocore.exceptions import ClientError

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "python"))
from scenario import Refused, main  # noqa: E402

AWS = os.environ.get("VOXWARD_AWS", "aws")
SAID = re.compile(r"An error occurred \((\w+)\)[^:]*(?: operation[^:]*)?: (.*)", re.DOTALL)
TRIES = 5


def version():
    said = subprocess.run([AWS, "--version"], capture_output=True, text=True, check=True)
    return (said.stdout or said.stderr).split()[0].replace("/", " ")


class Cli:
    name = "cli"

    def __init__(self, stage, endpoint):
        self.version = version()
        self.credentials = stage["credentials"]
        self.region = stage["region"]
        self.endpoint = endpoint
        self.known = set(re.findall(r"[a-z][a-z-]+", self.help()))

    def help(self):
        """The CLI names its commands when it is given none that it knows."""
        said = self.aws("admin", False, "voice-id", "no-such-command")
        return said.stderr + said.stdout

    def environment(self, who, patient):
        return {
            **os.environ,
            "AWS_ACCESS_KEY_ID": self.credentials[who]["accessKeyId"],
            "AWS_SECRET_ACCESS_KEY": self.credentials[who]["secretAccessKey"],
            "AWS_DEFAULT_REGION": self.region,
            "AWS_RETRY_MODE": "standard",
            "AWS_MAX_ATTEMPTS": "12" if patient else "1",
            "AWS_PAGER": "",
        }

    def aws(self, who, patient, *words):
        return subprocess.run(
            [AWS, "--endpoint-url", self.endpoint, "--output", "json", *words],
            capture_output=True, text=True, env=self.environment(who, patient), timeout=60, check=False)

    def knows(self, operation):
        return botocore.xform_name(operation, "-") in self.known

    def call(self, operation, body, who, patient):
        words = ["voice-id", botocore.xform_name(operation, "-"), "--cli-input-json", json.dumps(body)]
        if operation.startswith("List"):
            words.append("--no-paginate")
        said = self.aws(who, patient, *words)
        if said.returncode == 0:
            return json.loads(said.stdout) if said.stdout.strip() else {}
        found = SAID.search(said.stderr)
        if not found:
            raise AssertionError(f"exit {said.returncode}: {said.stderr.strip()}")
        members = dict(re.findall(r"^(ConflictType|ResourceType): (\w+)$", said.stderr, re.MULTILINE))
        raise Refused(found.group(1), None, found.group(2).strip(), members or None)

    def pages(self, operation, key, body, size, who):
        words = ["voice-id", botocore.xform_name(operation, "-"), "--page-size", str(size)]
        for name, value in body.items():
            words += ["--" + botocore.xform_name(name, "-"), value]
        said = self.aws(who, False, *words)
        if said.returncode != 0:
            raise AssertionError(f"exit {said.returncode}: {said.stderr.strip()}")
        return len(json.loads(said.stdout)[key])

    def burst(self, operation, body, who, calls):
        """One CLI process is too slow to be too fast: its own library calls beside it."""
        over = threading.Event()
        others = [threading.Thread(target=self.press, args=(operation, body, who, over)) for _ in range(2)]
        for other in others:
            other.start()
        try:
            for _ in range(TRIES):
                try:
                    self.call(operation, body, who, False)
                except Refused as refused:
                    return refused
            return None
        finally:
            over.set()
            for other in others:
                other.join()

    def press(self, operation, body, who, over):
        client = botocore.session.get_session().create_client(
            "voice-id", endpoint_url=self.endpoint, region_name=self.region,
            aws_access_key_id=self.credentials[who]["accessKeyId"],
            aws_secret_access_key=self.credentials[who]["secretAccessKey"],
            config=Config(retries={"total_max_attempts": 1}))
        while not over.wait(0.02):
            try:
                client._make_api_call(operation, body)
            except ClientError:
                continue


if __name__ == "__main__":
    sys.exit(main(Cli, sys.argv))
