"""A stock boto3 that lives through a node's death as any program does that knows three endpoints.

Its access key comes from the environment, as boto3 has it. It turns to the next endpoint when one does not answer.
Debian's boto3 speaks the query protocol. It names each call, and its own retry has the same name; what this program
repeats at another endpoint is another call, so a send may be there twice, as on AWS. Nothing may be lost or invented.

Prints one JSON object per line: {"event": "half_sent"} in the midst of sending, then
{"event": "half_received"}, and at the end the counts.
"""

import argparse
import json
import sys
import time

import boto3
import botocore.config
import botocore.exceptions

BATCH = 10
QUIET_RECEIVES = 3
CORNERS = "\r\n\t \"quoted\" & <tagged> 'text' \u00e4\u20ac\ud7ff\ue000\ufffd \U0001f600\U0010ffff %20+=;"
BYTES = bytes(range(256))


def say(**line):
    print(json.dumps(line), flush=True)


class Cluster:
    """One client per endpoint; a call goes to the next one when the current one cannot be reached."""

    def __init__(self, endpoints, deadline):
        config = botocore.config.Config(
            retries={"max_attempts": 1}, connect_timeout=2, read_timeout=15, parameter_validation=True
        )
        self.deadline = deadline
        self.account = ""
        self.current = 0
        self.clients = [
            boto3.client(
                "sqs",
                endpoint_url=endpoint,
                region_name="us-east-1",
                config=config,
            )
            for endpoint in endpoints
        ]

    def call(self, operation, queue=None, **arguments):
        while True:
            client = self.clients[self.current % len(self.clients)]
            if queue is not None:
                # The client sends to where the URL points, so each endpoint has its own.
                arguments["QueueUrl"] = f"{client.meta.endpoint_url}/{self.account}/{queue}"
            try:
                return getattr(client, operation)(**arguments)
            except (botocore.exceptions.HTTPClientError, botocore.exceptions.ConnectionError):
                self.turn()
            except botocore.exceptions.ClientError as error:
                if error.response["ResponseMetadata"]["HTTPStatusCode"] < 500:
                    raise
                self.turn()

    def turn(self):
        self.current += 1
        if time.monotonic() > self.deadline:
            sys.exit("no endpoint answered in time")
        time.sleep(0.1)


def send_all(cluster, name, messages):
    """Half of them one by one, half in batches; returns the bodies that were acknowledged."""
    acknowledged = set()
    for number in range(messages // 2):
        body = f"{name}-{number}-{CORNERS}"
        attributes = {
            "corners": {"DataType": "String.of.Unicode", "StringValue": CORNERS},
            "bytes": {"DataType": "Binary", "BinaryValue": BYTES},
        }
        cluster.call("send_message", name, MessageBody=body, MessageAttributes=attributes)
        acknowledged.add(body)
    say(event="half_sent")
    for first in range(messages // 2, messages, BATCH):
        entries = [
            {"Id": str(number), "MessageBody": f"{name}-{number}-{CORNERS}"}
            for number in range(first, min(first + BATCH, messages))
        ]
        answer = cluster.call("send_message_batch", name, Entries=entries)
        sent = {entry["Id"] for entry in answer["Successful"]}
        acknowledged |= {entry["MessageBody"] for entry in entries if entry["Id"] in sent}
    return acknowledged


def receive_all(cluster, name, expected):
    """Receives and deletes until everything expected was seen; returns the bodies with how often each came."""
    seen = {}
    quiet = 0
    half_said = False
    while time.monotonic() < cluster.deadline and quiet < QUIET_RECEIVES:
        answer = cluster.call(
            "receive_message",
            name,
            MaxNumberOfMessages=BATCH,
            VisibilityTimeout=10,
            WaitTimeSeconds=1,
            AttributeNames=["All"],
            MessageAttributeNames=["All"],
        )
        messages = answer.get("Messages", [])
        for message in messages:
            seen[message["Body"]] = seen.get(message["Body"], 0) + 1
            attributes = message.get("MessageAttributes", {})
            if attributes and (
                attributes["corners"]["StringValue"] != CORNERS or attributes["bytes"]["BinaryValue"] != BYTES
            ):
                sys.exit(f"an attribute has changed: {attributes}")
        if messages:
            entries = [
                {"Id": str(number), "ReceiptHandle": message["ReceiptHandle"]}
                for number, message in enumerate(messages)
            ]
            cluster.call("delete_message_batch", name, Entries=entries)
        if not half_said and len(seen) >= expected // 2:
            say(event="half_received")
            half_said = True
        quiet = quiet + 1 if len(seen) >= expected and not messages else 0
    return seen


def chores(cluster, name):
    """What else programs do with queues: attributes, tags, lists, errors by their names."""
    tags = {"team": "blue", "corner": "\u00e4 +=:/@"}
    cluster.call("tag_queue", name, Tags=tags)
    assert cluster.call("list_queue_tags", name)["Tags"] == tags | {"made": "here"}
    cluster.call("untag_queue", name, TagKeys=["team"])
    cluster.call("set_queue_attributes", name, Attributes={"VisibilityTimeout": "77"})
    attributes = cluster.call("get_queue_attributes", name, AttributeNames=["VisibilityTimeout", "QueueArn"])
    assert attributes["Attributes"]["VisibilityTimeout"] == "77", attributes
    assert attributes["Attributes"]["QueueArn"].endswith(f":{cluster.account}:{name}"), attributes
    url = cluster.call("get_queue_url", QueueName=name)["QueueUrl"]
    assert url in cluster.call("list_queues", QueueNamePrefix=name)["QueueUrls"]
    for operation, queue, code, arguments in (
        ("get_queue_url", None, "AWS.SimpleQueueService.NonExistentQueue", {"QueueName": name + "-nowhere"}),
        ("delete_message", name, "ReceiptHandleIsInvalid", {"ReceiptHandle": "garbage"}),
        ("receive_message", name, "InvalidParameterValue", {"MaxNumberOfMessages": 11}),
        ("set_queue_attributes", name, "InvalidAttributeValue", {"Attributes": {"VisibilityTimeout": "soon"}}),
    ):
        try:
            cluster.call(operation, queue, **arguments)
            sys.exit(f"{operation} {arguments} should have failed")
        except botocore.exceptions.ClientError as error:
            assert error.response["Error"]["Code"] == code, error.response


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--addresses", required=True, help="http://host:port,http://host:port,...")
    parser.add_argument("--queue", required=True)
    parser.add_argument("--messages", type=int, default=200)
    parser.add_argument("--seconds", type=int, default=90)
    arguments = parser.parse_args()

    cluster = Cluster(arguments.addresses.split(","), time.monotonic() + arguments.seconds)
    attributes = {"DelaySeconds": "0"}
    made = cluster.call("create_queue", QueueName=arguments.queue, Attributes=attributes, tags={"made": "here"})
    cluster.account = made["QueueUrl"].split("/")[-2]
    chores(cluster, arguments.queue)
    sent = send_all(cluster, arguments.queue, arguments.messages)
    seen = receive_all(cluster, arguments.queue, len(sent))
    say(
        event="done",
        sent=len(sent),
        received=len(seen),
        lost=len(sent - seen.keys()),
        invented=len(seen.keys() - sent),
        duplicated=sum(count - 1 for count in seen.values()),
    )


if __name__ == "__main__":
    sys.exit(main())
