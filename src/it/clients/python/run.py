"""The scenario with boto3."""

import os
import sys
from concurrent.futures import ThreadPoolExecutor

import boto3
import botocore
from botocore.config import Config
from botocore.exceptions import ClientError

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from scenario import Refused, main  # noqa: E402


class Boto3:
    name = "python"
    version = f"boto3 {boto3.__version__}"

    def __init__(self, stage, endpoint):
        self.credentials = stage["credentials"]
        self.region = stage["region"]
        self.endpoint = endpoint
        self.clients = {}

    def client(self, who, patient=False):
        if (who, patient) not in self.clients:
            self.clients[who, patient] = boto3.client(
                "voice-id",
                endpoint_url=self.endpoint,
                region_name=self.region,
                aws_access_key_id=self.credentials[who]["accessKeyId"],
                aws_secret_access_key=self.credentials[who]["secretAccessKey"],
                config=Config(retries={"mode": "standard", "total_max_attempts": 12 if patient else 1}),
            )
        return self.clients[who, patient]

    def knows(self, operation):
        return operation in self.client("admin").meta.service_model.operation_names

    def call(self, operation, body, who, patient):
        client = self.client(who, patient)
        try:
            answer = getattr(client, botocore.xform_name(operation))(**body)
        except ClientError as error:
            raise self.typed(client, error) from error
        if answer["ResponseMetadata"]["HTTPStatusCode"] != 200 or not answer["ResponseMetadata"].get("RequestId"):
            raise AssertionError(f"metadata of an answer: {answer['ResponseMetadata']}")
        del answer["ResponseMetadata"]
        return answer

    def typed(self, client, error):
        code = error.response["Error"]["Code"]
        modelled = code in client.exceptions._code_to_exception
        if modelled and not isinstance(error, client.exceptions.from_code(code)):
            raise AssertionError(f"{code} came as {type(error).__name__}")
        metadata = error.response["ResponseMetadata"]
        return Refused(code, metadata["HTTPStatusCode"], error.response["Error"].get("Message", ""),
                       error.response, metadata.get("RequestId"))

    def pages(self, operation, key, body, size, who):
        paginator = self.client(who).get_paginator(botocore.xform_name(operation))
        return sum(len(page[key]) for page in paginator.paginate(**body, PaginationConfig={"PageSize": size}))

    def burst(self, operation, body, who, calls):
        self.client(who)

        def one(_):
            try:
                self.call(operation, body, who, False)
                return None
            except Refused as refused:
                return refused

        with ThreadPoolExecutor(max_workers=calls) as pool:
            return next((refused for refused in pool.map(one, range(calls)) if refused), None)


if __name__ == "__main__":
    sys.exit(main(Boto3, sys.argv))
