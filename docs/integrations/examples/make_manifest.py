"""Makes the manifests of enrolment jobs from a list of recordings.

    make_manifest.py RECORDINGS.csv PREFIX

RECORDINGS.csv has a line for each recording: customer id, s3:// address, channel of the customer (0 or 1).
Several recordings of one customer are used together, ten at most. PREFIX-1.json, PREFIX-2.json … are
written, with 10,000 customers each, the most that a job takes with the official limits.
"""

import csv
import json
import sys

CUSTOMERS_OF_A_JOB = 10_000
RECORDINGS_OF_A_CUSTOMER = 10


def read(path):
    customers = {}
    with open(path, newline="", encoding="utf-8") as file:
        for customer, address, channel in csv.reader(file):
            recordings = customers.setdefault(customer, [])
            if len(recordings) < RECORDINGS_OF_A_CUSTOMER:
                recordings.append({"S3Uri": address, "ChannelId": int(channel)})
    return customers


def main(source, prefix):
    entries = [
        {"RequestId": f"request-{number}", "SpeakerId": customer, "AudioSpecifications": recordings}
        for number, (customer, recordings) in enumerate(read(source).items(), start=1)
    ]
    for part, first in enumerate(range(0, len(entries), CUSTOMERS_OF_A_JOB), start=1):
        manifest = {"Version": "1.0", "SpeakerEnrollmentRequests": entries[first : first + CUSTOMERS_OF_A_JOB]}
        with open(f"{prefix}-{part}.json", "w", encoding="utf-8") as file:
            json.dump(manifest, file)


if __name__ == "__main__":
    main(*sys.argv[1:])
