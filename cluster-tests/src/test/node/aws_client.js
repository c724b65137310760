'use strict';

// A stock AWS SDK for JavaScript that lives through a node's death as any program does that knows three endpoints.
//
// It turns to the next endpoint when one does not answer; the SDK itself tries each three times. Every attempt at one
// call carries the same invocation id, so what the SDK repeats does not act twice; what this program repeats may.
//
// Prints one JSON object per line: {"event": "half_sent"} in the midst of sending, then
// {"event": "half_received"}, and at the end the counts.

const { parseArgs } = require('node:util');
const sqs = require('@aws-sdk/client-sqs');

const BATCH = 10;
const QUIET_RECEIVES = 3;
const CORNERS = '\r\n\t"q" & <t> \'\u00e4\u20ac\ud7ff\ue000\ufffd\u{1f600}\u{10ffff}';
const BYTES = Uint8Array.from({ length: 256 }, (_, number) => number);

function say(line) {
  process.stdout.write(JSON.stringify(line) + '\n');
}

function check(condition, what) {
  if (!condition) {
    throw new Error(what);
  }
}

// A function that makes a call at the current endpoint, or at the next ones while there is time. What is about a queue
// goes to where the queue's URL points, as the SDK does of its own when it is given no endpoint.
function connect(addresses, deadline) {
  const region = 'us-east-1';
  const clients = addresses.map((endpoint) => new sqs.SQSClient({ endpoint, region }));
  const byUrl = new sqs.SQSClient({ region });
  let current = 0;
  return async (command) => {
    for (;;) {
      const at = current % clients.length;
      const { QueueUrl } = command.input;
      if (QueueUrl !== undefined) {
        command.input.QueueUrl = new URL(new URL(QueueUrl).pathname, addresses[at]).href;
      }
      try {
        return await (QueueUrl === undefined ? clients[at] : byUrl).send(command);
      } catch (error) {
        const status = error.$metadata?.httpStatusCode;
        if ((status !== undefined && status < 500) || Date.now() > deadline) {
          throw error;
        }
        current++;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
  };
}

// Half of them one by one, half in batches; returns the bodies that were acknowledged.
async function sendAll(call, QueueUrl, name, messages) {
  const acknowledged = new Set();
  const half = Math.floor(messages / 2);
  for (let number = 0; number < half; number++) {
    const MessageBody = `${name}-${number}-${CORNERS}`;
    const MessageAttributes = {
      corners: { DataType: 'String.of.Unicode', StringValue: CORNERS },
      bytes: { DataType: 'Binary', BinaryValue: BYTES },
    };
    await call(new sqs.SendMessageCommand({ QueueUrl, MessageBody, MessageAttributes }));
    acknowledged.add(MessageBody);
  }
  say({ event: 'half_sent' });
  for (let first = half; first < messages; first += BATCH) {
    const Entries = [];
    for (let number = first; number < Math.min(first + BATCH, messages); number++) {
      Entries.push({ Id: String(number), MessageBody: `${name}-${number}-${CORNERS}` });
    }
    const answer = await call(new sqs.SendMessageBatchCommand({ QueueUrl, Entries }));
    const sent = new Set(answer.Successful.map((entry) => entry.Id));
    Entries.filter((entry) => sent.has(entry.Id)).forEach((entry) => acknowledged.add(entry.MessageBody));
  }
  return acknowledged;
}

// Receives and deletes until everything expected was seen; returns the bodies with how often each came.
async function receiveAll(call, QueueUrl, expected, deadline) {
  const seen = new Map();
  let quiet = 0;
  let halfSaid = false;
  while (Date.now() < deadline && quiet < QUIET_RECEIVES) {
    const answer = await call(
      new sqs.ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: BATCH,
        VisibilityTimeout: 10,
        WaitTimeSeconds: 1,
        MessageSystemAttributeNames: ['All'],
        MessageAttributeNames: ['All'],
      })
    );
    const messages = answer.Messages ?? [];
    for (const { Body, MessageAttributes } of messages) {
      seen.set(Body, (seen.get(Body) ?? 0) + 1);
      if (MessageAttributes) {
        check(MessageAttributes.corners.StringValue === CORNERS, 'a text has changed');
        check(Buffer.from(BYTES).equals(MessageAttributes.bytes.BinaryValue), 'bytes have changed');
      }
    }
    if (messages.length > 0) {
      const Entries = messages.map(({ ReceiptHandle }, number) => ({ Id: String(number), ReceiptHandle }));
      await call(new sqs.DeleteMessageBatchCommand({ QueueUrl, Entries }));
    }
    if (!halfSaid && seen.size >= Math.floor(expected / 2)) {
      say({ event: 'half_received' });
      halfSaid = true;
    }
    quiet = seen.size >= expected && messages.length === 0 ? quiet + 1 : 0;
  }
  return seen;
}

async function main() {
  const { values: options } = parseArgs({
    options: {
      addresses: { type: 'string' },
      queue: { type: 'string' },
      messages: { type: 'string', default: '200' },
      seconds: { type: 'string', default: '90' },
    },
  });
  const deadline = Date.now() + Number(options.seconds) * 1000;
  const call = connect(options.addresses.split(','), deadline);
  const { QueueUrl } = await call(new sqs.CreateQueueCommand({ QueueName: options.queue, tags: { made: 'here' } }));
  const missing = await call(new sqs.GetQueueUrlCommand({ QueueName: 'nowhere' })).catch((error) => error);
  check(missing instanceof sqs.QueueDoesNotExist, `not the error of a missing queue: ${missing}`);
  const sent = await sendAll(call, QueueUrl, options.queue, Number(options.messages));
  const seen = await receiveAll(call, QueueUrl, sent.size, deadline);
  say({
    event: 'done',
    sent: sent.size,
    received: seen.size,
    lost: [...sent].filter((body) => !seen.has(body)).length,
    invented: [...seen.keys()].filter((body) => !sent.has(body)).length,
    duplicated: [...seen.values()].reduce((sum, count) => sum + count - 1, 0),
  });
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
