"""A stock Python gRPC client that lives through a node's death without code for it.

The service config alone fails over: round robin over the given addresses, and retries of what
was unavailable. Every call carries a request id, so that a retry never acts twice.

Prints one JSON object per line: {"event": "half_sent"} in the midst of sending, then
{"event": "half_received"}, and at the end the counts.
"""

import argparse
import json
import os
import sys
import time

import grpc

from sluice.api.v1 import queue_pb2 as queue
from sluice.api.v1 import queue_pb2_grpc as queue_grpc

BATCH = 10
# The access key that every call bears, if there is one.
KEY = os.environ.get("SLUICE_CREDENTIALS")
CREDENTIALS = [("authorization", "Bearer " + KEY)] if KEY else []
QUIET_RECEIVES = 3


def say(**line):
    print(json.dumps(line), flush=True)


def send_all(service, url, name, messages):
    """Sends one by one; returns the bodies that were acknowledged."""
    acknowledged = set()
    for number in range(messages):
        body = f"{name}-{number}"
        service.SendMessage(
            queue.SendMessageRequest(queue_url=url, message_body=body, request_id=f"{name}-send-{number}"),
            metadata=CREDENTIALS,
        )
        acknowledged.add(body)
        if number == messages // 2:
            say(event="half_sent")
    return acknowledged


def receive_all(service, url, name, expected, deadline):
    """Receives and deletes until everything expected was seen; returns the bodies with how often each came."""
    seen = {}
    calls = 0
    quiet = 0
    half_said = False
    while time.monotonic() < deadline and quiet < QUIET_RECEIVES:
        calls += 1
        response = service.ReceiveMessage(
            queue.ReceiveMessageRequest(
                queue_url=url,
                max_number_of_messages=BATCH,
                visibility_timeout=60,
                wait_time_seconds=1,
                request_id=f"{name}-receive-{calls}",
            ),
            metadata=CREDENTIALS,
        )
        for message in response.messages:
            seen[message.body] = seen.get(message.body, 0) + 1
            service.DeleteMessage(
                queue.DeleteMessageRequest(
                    queue_url=url,
                    receipt_handle=message.receipt_handle,
                    request_id=f"{name}-delete-{message.message_id}-{calls}",
                ),
                metadata=CREDENTIALS,
            )
        if not half_said and len(seen) >= expected // 2:
            say(event="half_received")
            half_said = True
        all_seen = len(seen) >= expected
        quiet = quiet + 1 if all_seen and not response.messages else 0
    return seen


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--addresses", required=True, help="host:port,host:port,...")
    parser.add_argument("--queue", required=True)
    parser.add_argument("--messages", type=int, default=200)
    parser.add_argument("--seconds", type=int, default=90)
    parser.add_argument("--service-config", required=True, help="file with the gRPC service config")
    arguments = parser.parse_args()

    with open(arguments.service_config, encoding="utf-8") as file:
        service_config = json.dumps(json.load(file))
    options = [("grpc.service_config", service_config), ("grpc.enable_retries", 1)]
    deadline = time.monotonic() + arguments.seconds
    with grpc.insecure_channel("ipv4:" + arguments.addresses, options=options) as channel:
        service = queue_grpc.QueueServiceStub(channel)
        created = service.CreateQueue(
            queue.CreateQueueRequest(queue_name=arguments.queue, request_id=arguments.queue + "-create"),
            metadata=CREDENTIALS,
        )
        sent = send_all(service, created.queue_url, arguments.queue, arguments.messages)
        seen = receive_all(service, created.queue_url, arguments.queue, len(sent), deadline)
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
