'use strict';

// A stock Node.js gRPC client that lives through a node's death without code for it.
//
// The service config alone fails over: round robin over the given addresses, and retries of what
// was unavailable. Every call carries a request id, so that a retry never acts twice.
//
// With SLUICE_CREDENTIALS, ID:SECRET, every call bears that access key.
//
// Prints one JSON object per line: {"event": "half_sent"} in the midst of sending, then
// {"event": "half_received"}, and at the end the counts.

const fs = require('node:fs');
const { parseArgs, promisify } = require('node:util');
const grpc = require('@grpc/grpc-js');
const loader = require('@grpc/proto-loader');

const BATCH = 10;
const QUIET_RECEIVES = 3;

function say(line) {
  process.stdout.write(JSON.stringify(line) + '\n');
}

function connect(options) {
  const definition = loader.loadSync('sluice/api/v1/queue.proto', {
    includeDirs: [options.protos],
    keepCase: true,
    longs: String,
    defaults: true,
  });
  const { QueueService } = grpc.loadPackageDefinition(definition).sluice.api.v1;
  return new QueueService('ipv4:' + options.addresses, grpc.credentials.createInsecure(), {
    'grpc.service_config': JSON.stringify(JSON.parse(fs.readFileSync(options['service-config'], 'utf8'))),
    'grpc.enable_retries': 1,
  });
}

// Sends one by one and returns the bodies that were acknowledged.
async function sendAll(call, url, name, messages) {
  const acknowledged = new Set();
  for (let number = 0; number < messages; number++) {
    const body = `${name}-${number}`;
    await call('sendMessage', { queue_url: url, message_body: body, request_id: `${name}-send-${number}` });
    acknowledged.add(body);
    if (number === Math.floor(messages / 2)) {
      say({ event: 'half_sent' });
    }
  }
  return acknowledged;
}

// Receives and deletes until everything expected was seen; returns the bodies with how often each came.
async function receiveAll(call, url, name, expected, deadline) {
  const seen = new Map();
  let quiet = 0;
  let halfSaid = false;
  for (let calls = 1; Date.now() < deadline && quiet < QUIET_RECEIVES; calls++) {
    const response = await call('receiveMessage', {
      queue_url: url,
      max_number_of_messages: BATCH,
      visibility_timeout: 60,
      wait_time_seconds: 1,
      request_id: `${name}-receive-${calls}`,
    });
    for (const message of response.messages) {
      seen.set(message.body, (seen.get(message.body) || 0) + 1);
      await call('deleteMessage', {
        queue_url: url,
        receipt_handle: message.receipt_handle,
        request_id: `${name}-delete-${message.message_id}-${calls}`,
      });
    }
    if (!halfSaid && seen.size >= expected / 2) {
      say({ event: 'half_received' });
      halfSaid = true;
    }
    quiet = seen.size >= expected && response.messages.length === 0 ? quiet + 1 : 0;
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
      protos: { type: 'string' },
      'service-config': { type: 'string' },
    },
  });
  const client = connect(options);
  const metadata = new grpc.Metadata();
  if (process.env.SLUICE_CREDENTIALS) {
    metadata.set('authorization', 'Bearer ' + process.env.SLUICE_CREDENTIALS);
  }
  const call = (method, request) => promisify(client[method]).call(client, request, metadata);
  const deadline = Date.now() + Number(options.seconds) * 1000;
  const created = await call('createQueue', { queue_name: options.queue, request_id: `${options.queue}-create` });
  const sent = await sendAll(call, created.queue_url, options.queue, Number(options.messages));
  const seen = await receiveAll(call, created.queue_url, options.queue, sent.size, deadline);
  client.close();
  say({
    event: 'done',
    sent: sent.size,
    received: seen.size,
    lost: [...sent].filter((body) => !seen.has(body)).length,
    invented: [...seen.keys()].filter((body) => !sent.has(body)).length,
    duplicated: [...seen.values()].reduce((total, count) => total + count - 1, 0),
  });
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
