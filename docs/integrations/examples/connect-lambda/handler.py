"""What an Amazon Connect flow asks Voxward, as an AWS Lambda function (Python 3.9 or newer, no packages).

In place of the blocks Set Voice ID and Check Voice ID a flow has the block Invoke AWS Lambda function,
with the parameter `action`:

  listen  has the caller's voice fetched from the stream that the block Start media streaming began;
          parameter `customerId`, where it is known already
  claim   says who the caller claims to be; parameter `customerId`
  check   the decisions so far, after waiting at most `wait` seconds (6 by default) for what is open
  enroll  asks that the caller be enrolled from this call
  optOut  opts the customer out; parameter `customerId`

The session's name is the initial contact id, so that a transferred call stays one session. What is
returned is flat and of strings, as a flow reads it: `$.External.authentication` is `Authenticated`.
An error raises: the block takes its branch Error, as the Voice ID blocks did.

Environment: VOXWARD_URL, VOXWARD_DOMAIN_ID and VOXWARD_TOKEN, a token of role `flow` for that domain.
"""

import json
import os
import urllib.error
import urllib.parse
import urllib.request

MOST_SECONDS = 6  # Amazon Connect gives a function 8 seconds in all.
MARGIN_SECONDS = 1.5
LISTEN_SECONDS = 4  # As long as Voxward waits for AWS before it answers.


def lambda_handler(event, context):
    details = event["Details"]
    contact = details["ContactData"]
    session = contact.get("InitialContactId") or contact["ContactId"]
    given = details.get("Parameters") or {}
    if given.get("action") == "listen":
        return listen(session, given, contact)
    return ACTIONS[given.get("action", "check")](session, given)


def listen(session, given, contact):
    audio = contact["MediaStreams"]["Customer"]["Audio"]
    asked = {
        "instanceArn": contact["InstanceARN"],
        "contactId": contact["ContactId"],
        "sessionName": session,
        "streamArn": audio["StreamARN"],
        "startFragmentNumber": audio["StartFragmentNumber"],
    }
    if given.get("customerId"):
        asked["speakerId"] = given["customerId"]
    answer = send("POST", "/kinesis-streams", asked, patience=LISTEN_SECONDS)
    return flat({name: answer[name] for name in ("sessionName", "state")})


def check(session, given):
    wait = max(0, min(int(given.get("wait", MOST_SECONDS)), MOST_SECONDS))
    answer = call("GET", f"/sessions/{path(session)}/check?wait={wait}", patience=wait)
    return flat(answer)


def claim(session, given):
    call("PATCH", f"/sessions/{path(session)}", {"speakerId": given["customerId"]})
    return check(session, {"wait": "0"})


def enroll(session, given):
    answer = call("POST", f"/sessions/{path(session)}/enrollment")
    return flat({name: answer[name] for name in ("status", "netSpeechSeconds", "neededSeconds")})


def opt_out(session, given):
    answer = call("POST", f"/speakers/{path(given['customerId'])}/opt-out")
    return flat({"status": answer["status"]})


ACTIONS = {"check": check, "claim": claim, "enroll": enroll, "optOut": opt_out}


def path(text):
    return urllib.parse.quote(text, safe="")


def flat(answer):
    """Strings only: a flow compares text."""
    return {name: value if isinstance(value, str) else json.dumps(value) for name, value in answer.items()}


def call(verb, where, body=None, patience=0):
    return send(verb, f"/domains/{os.environ['VOXWARD_DOMAIN_ID']}{where}", body, patience)


def send(verb, where, body=None, patience=0):
    request = urllib.request.Request(
        f"{os.environ['VOXWARD_URL']}/api/v1{where}",
        method=verb,
        data=None if body is None else json.dumps(body).encode(),
        headers={"Authorization": f"Bearer {os.environ['VOXWARD_TOKEN']}", "Content-Type": "application/json"},
    )
    try:
        with urllib.request.urlopen(request, timeout=patience + MARGIN_SECONDS) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as refused:
        # The problem's type says what is wrong and names nobody.
        problem = json.load(refused)
        raise RuntimeError(f"Voxward refused: {refused.code} {problem.get('type', '')}") from None
