'use strict';

// Two consumers of the library sqs-consumer, one that is handed messages one by one and one that is handed batches, which
// live through the death of a node. They know one endpoint, a node that lives; what it answers meanwhile is the library's
// and the SDK's to get over.
//
// Prints one JSON object per line: {"event": "half_sent"} in the midst of sending, then {"event": "half_received"}, and at
// the end the counts.

const { parseArgs } = require('node:util');
const sqs = require('@aws-sdk/client-sqs');
const { Consumer } = require('sqs-consumer');

const BATCH = 10;
const QUIET_MILLIS = 2500;

function say(line) {
  process.stdout.write(JSON.stringify(line) + '\n');
}

const pause = (millis) => new Promise((resolve) => setTimeout(resolve, millis));

// Sends a batch until each of its messages is acknowledged; what is repeated may come twice.
async function sendBatch(client, QueueUrl, bodies, deadline) {
  let left = bodies;
  while (left.length > 0) {
    try {
      const Entries = left.map((MessageBody, number) => ({ Id: String(number), MessageBody }));
      const answer = await client.send(new sqs.SendMessageBatchCommand({ QueueUrl, Entries }));
      const sent = new Set((answer.Successful ?? []).map((entry) => Number(entry.Id)));
      left = left.filter((_, number) => !sent.has(number));
    } catch (error) {
      if (Date.now() > deadline) {
        throw error;
      }
      await pause(100);
    }
  }
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
  const client = new sqs.SQSClient({
    endpoint: options.addresses.split(',')[0],
    region: 'us-east-1',
    useQueueUrlAsEndpoint: false,
  });
  const urls = [];
  for (const kind of ['one', 'many']) {
    const Attributes = { VisibilityTimeout: '5' };
    const made = await client.send(new sqs.CreateQueueCommand({ QueueName: `${options.queue}-${kind}`, Attributes }));
    urls.push(made.QueueUrl);
  }

  const total = Number(options.messages);
  const sent = new Set();
  const seen = new Map();
  let lastNew = Date.now();
  let halfSaid = false;
  const see = (body) => {
    if (!seen.has(body)) {
      lastNew = Date.now();
    }
    seen.set(body, (seen.get(body) ?? 0) + 1);
    if (!halfSaid && sent.size === total && seen.size >= total / 2) {
      halfSaid = true;
      say({ event: 'half_received' });
    }
  };
  const settings = { sqs: client, waitTimeSeconds: 1, batchSize: BATCH, pollingWaitTimeMs: 0 };
  const consumers = [
    Consumer.create({ ...settings, queueUrl: urls[0], handleMessage: async (message) => (see(message.Body), message) }),
    Consumer.create({
      ...settings,
      queueUrl: urls[1],
      handleMessageBatch: async (messages) => (messages.forEach((message) => see(message.Body)), messages),
    }),
  ];
  for (const consumer of consumers) {
    // Without listeners an error would end the process; the library itself goes on polling.
    consumer.on('error', () => {});
    consumer.on('processing_error', (error) => console.error(error));
  }

  for (let first = 0; first < total; first += BATCH) {
    const bodies = Array.from({ length: Math.min(BATCH, total - first) }, (_, i) => `${options.queue}-${first + i}`);
    if (first === Math.floor(total / 2 / BATCH) * BATCH) {
      say({ event: 'half_sent' });
    }
    await sendBatch(client, urls[(first / BATCH) % urls.length], bodies, deadline);
    bodies.forEach((body) => sent.add(body));
  }
  consumers.forEach((consumer) => consumer.start());
  while (Date.now() < deadline && (seen.size < total || Date.now() - lastNew < QUIET_MILLIS)) {
    await pause(100);
  }
  consumers.forEach((consumer) => consumer.stop());
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
