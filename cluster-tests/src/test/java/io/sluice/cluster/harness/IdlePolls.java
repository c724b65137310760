package io.sluice.cluster.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Many consumers that wait for messages by AWS's JSON protocol over HTTP/1.1, each with a connection of its own, as
 * SDKs do: one thread and a selector, so that they cost next to nothing here. A poll that is answered is made again.
 */
public final class IdlePolls implements AutoCloseable {
    private static final int CONNECTING_MAX = 100;
    private static final int ANSWER_BYTES_MAX = 64 << 10;
    private static final long SELECT_MILLIS = 50;
    private static final long CLOSE_MILLIS = 10_000;
    private static final String LENGTH = "content-length:";
    private static final String END = "\r\n\r\n";

    private final List<InetSocketAddress> nodes;
    private final byte[] request;
    private final int count;
    private final Selector selector;
    private final Thread thread;
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicLong answers = new AtomicLong();
    private final AtomicLong messages = new AtomicLong();
    private final AtomicLong troubles = new AtomicLong();
    private int begun;
    private int connecting;
    private volatile boolean closed;

    /** One consumer's connection. */
    private final class Line {
        private final StringBuilder answer = new StringBuilder();
        private ByteBuffer left = ByteBuffer.wrap(request);

        private void write(SelectionKey key) throws IOException {
            ((SocketChannel) key.channel()).write(left);
            if (!left.hasRemaining()) {
                waiting.incrementAndGet();
                key.interestOps(SelectionKey.OP_READ);
            }
        }

        private void read(SelectionKey key, ByteBuffer into) throws IOException {
            if (((SocketChannel) key.channel()).read(into.clear()) < 0 || answer.length() > ANSWER_BYTES_MAX) {
                throw new IOException("the node ended the connection");
            }
            answer.append(StandardCharsets.ISO_8859_1.decode(into.flip()));
            if (isWhole()) {
                waiting.decrementAndGet();
                answers.incrementAndGet();
                messages.addAndGet(answer.indexOf("\"Body\"") >= 0 ? 1 : 0);
                troubles.addAndGet(answer.indexOf("HTTP/1.1 200 ") == 0 ? 0 : 1);
                answer.setLength(0);
                left = ByteBuffer.wrap(request);
                key.interestOps(SelectionKey.OP_WRITE);
            }
        }

        private boolean isWhole() {
            int head = answer.indexOf(END);
            if (head < 0) {
                return false;
            }
            int at = answer.indexOf(LENGTH) + LENGTH.length();
            int length = Integer.parseInt(
                    answer.substring(at, answer.indexOf("\r\n", at)).strip());
            return answer.length() >= head + END.length() + length;
        }
    }

    private IdlePolls(List<InetSocketAddress> nodes, String queueUrl, int count, int waitSeconds) throws IOException {
        String body = "{\"QueueUrl\":\"" + queueUrl + "\",\"WaitTimeSeconds\":" + waitSeconds + "}";
        String head = "POST / HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/x-amz-json-1.0\r\n"
                + "x-amz-target: AmazonSQS.ReceiveMessage\r\ncontent-length: " + body.length() + END;
        this.nodes = List.copyOf(nodes);
        this.request = (head + body).getBytes(StandardCharsets.US_ASCII);
        this.count = count;
        this.selector = Selector.open();
        this.thread = new Thread(this::run, "idle-polls");
    }

    /** Begins to open so many polls of one queue that wait so long, an equal part of them at each node. */
    public static IdlePolls open(List<NodeProcess> nodes, String queueUrl, int count, int waitSeconds) {
        try {
            IdlePolls polls = new IdlePolls(
                    nodes.stream()
                            .map(node -> new InetSocketAddress(InetAddress.getLoopbackAddress(), node.httpPort()))
                            .toList(),
                    queueUrl,
                    count,
                    waitSeconds);
            polls.thread.setDaemon(true);
            polls.thread.start();
            return polls;
        } catch (IOException e) {
            throw new UncheckedIOException("no selector", e);
        }
    }

    /** How many wait now. */
    public int waiting() {
        return waiting.get();
    }

    /** Answers so far, those without a message among them. */
    public long answers() {
        return answers.get();
    }

    /** Answers with a message. */
    public long messages() {
        return messages.get();
    }

    /** Connections that were lost, and answers that were no success. */
    public long troubles() {
        return troubles.get();
    }

    private void run() {
        ByteBuffer into = ByteBuffer.allocate(ANSWER_BYTES_MAX);
        try {
            while (!closed) {
                while (begun < count && connecting < CONNECTING_MAX) {
                    connect();
                }
                selector.select(key -> serve(key, into), SELECT_MILLIS);
            }
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the polls have ended", e);
        }
    }

    private void connect() throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.connect(nodes.get(begun++ % nodes.size()));
        connecting++;
        channel.register(selector, SelectionKey.OP_CONNECT, new Line());
    }

    private void serve(SelectionKey key, ByteBuffer into) {
        Line line = (Line) key.attachment();
        try {
            if (key.isConnectable()) {
                connecting--;
                ((SocketChannel) key.channel()).finishConnect();
                key.interestOps(SelectionKey.OP_WRITE);
                line.write(key);
            } else if (key.isWritable()) {
                line.write(key);
            } else {
                line.read(key, into);
            }
        } catch (IOException lost) {
            troubles.incrementAndGet();
            key.cancel();
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
