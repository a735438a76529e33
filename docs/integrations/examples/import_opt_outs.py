"""Opts out everybody whom a saved list of Voice ID's speakers shows as opted out.

    import_opt_outs.py DOMAIN_ID SPEAKERS.json …

SPEAKERS.json is what `aws voice-id list-speakers` printed while Voice ID was there. May be run again: an
opt-out that is there stays. Entries without a customer id are counted and cannot be taken over: their
generated id was Voice ID's own.
"""

import json
import sys

import boto3


def main(domain, *files):
    voice_id = boto3.client("voice-id")
    done, nameless = 0, 0
    for name in files:
        with open(name, encoding="utf-8") as file:
            speakers = json.load(file)["SpeakerSummaries"]
        for speaker in speakers:
            if speaker["Status"] != "OPTED_OUT":
                continue
            if "CustomerSpeakerId" not in speaker:
                nameless += 1
                continue
            voice_id.opt_out_speaker(DomainId=domain, SpeakerId=speaker["CustomerSpeakerId"])
            done += 1
    print(f"{done} opted out, {nameless} without a customer id")


if __name__ == "__main__":
    main(*sys.argv[1:])
