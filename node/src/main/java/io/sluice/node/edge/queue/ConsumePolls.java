package io.sluice.node.edge.queue;

import io.sluice.api.v1.ConsumeMessages;
import io.sluice.api.v1.ConsumeResponse;
import io.sluice.api.v1.ConsumeStart;
import io.sluice.api.v1.Message;
import io.sluice.node.command.Patience;
import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.QueueCommand.Hiding;
import io.sluice.node.command.Reply;
import io.sluice.node.edge.call.Failures;
import io.sluice.node.model.Limits;
import io.sluice.node.raft.ProposeFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Gets the messages of one stream: one poll at a time, for no more than the credit, and only while
 * the transport takes more. What comes is pushed at once, so nothing is kept here. In order.
 */
final class ConsumePolls {
    private static final long POLL_WAIT_MILLIS = 20_000;
    private static final int FIRST_POLL_MESSAGES = 10;
    /** Aim of one poll, and bound of one pushed response but for its first message; clients take 4 MiB. */
    private static final int PUSH_BYTES_MAX = 1 << 20;
    /** An empty poll that took no longer has not waited; the next one then waits here. */
    private static final long EMPTY_TOO_SOON_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final long PAUSE_MILLIS = 200;

    private final Consumptions shared;
    private final ConsumeStream stream;
    private final Place place;
    private final MessageView view;
    private final HeldMessages held;
    private final ConsumeNotices notices;
    private final OptionalLong visibilityMillis;
    private final String consumer;
    private @Nullable RetriedCommand poll;
    private boolean pausing;
    private int credit;
    private int messagesMax = FIRST_POLL_MESSAGES;

    ConsumePolls(
            Consumptions shared,
            ConsumeStream stream,
            Place place,
            MessageView view,
            HeldMessages held,
            ConsumeStart start) {
        this.shared = shared;
        this.stream = stream;
        this.place = place;
        this.view = view;
        this.held = held;
        this.notices = new ConsumeNotices(shared, stream, held);
        this.visibilityMillis = visibilityMillis(start);
        this.credit = start.getCredit();
        this.consumer = start.getConsumerName();
    }

    private static OptionalLong visibilityMillis(ConsumeStart start) {
        if (start.getHeartbeatSeconds() > 0) {
            return OptionalLong.of(TimeUnit.SECONDS.toMillis(LeaseKeeper.leaseSeconds(start)));
        }
        return start.hasVisibilityTimeout()
                ? OptionalLong.of(TimeUnit.SECONDS.toMillis(start.getVisibilityTimeout()))
                : OptionalLong.empty();
    }

    /** Messages that may still be pushed. */
    int credit() {
        return credit;
    }

    /** Allows so many more. */
    void grant(int messages) {
        credit += messages;
    }

    /** Polls, if there is credit and no poll. */
    void poll() {
        if (poll != null || pausing || credit == 0) {
            return;
        }
        var command = new QueueCommand.Receive(
                place.queue(), Math.min(credit, messagesMax), visibilityMillis, Patience.LONG, "", consumer);
        long startNanos = System.nanoTime();
        RetriedCommand sent = shared.send(place, command, OptionalLong.of(POLL_WAIT_MILLIS));
        poll = sent;
        var unused =
                sent.result().whenComplete((reply, thrown) -> stream.inOrder(() -> polled(reply, thrown, startNanos)));
    }

    /** Polls no more. */
    void stop() {
        RetriedCommand current = poll;
        if (current != null) {
            current.cancel();
        }
    }

    private void polled(@Nullable Reply reply, @Nullable Throwable thrown, long startNanos) {
        poll = null;
        if (reply instanceof Reply.Received received) {
            take(received.messages(), startNanos);
            notices.note(received.withheld());
        } else if (!stream.isOver()) {
            retry(reply, thrown);
        }
        stream.proceed();
    }

    private void take(List<Reply.ReceivedOne> messages, long startNanos) {
        if (stream.isOver()) {
            giveBack(messages);
        } else if (!messages.isEmpty()) {
            push(messages);
        } else if (System.nanoTime() - startNanos < EMPTY_TOO_SOON_NANOS) {
            pause();
        }
    }

    private void retry(@Nullable Reply reply, @Nullable Throwable thrown) {
        if (reply instanceof Reply.Rejected rejected) {
            stream.fail(QueueErrors.rejected(rejected, place.name()));
            return;
        }
        Throwable cause = Failures.cause(thrown == null ? new IllegalStateException("no messages") : thrown);
        if (cause instanceof ProposeFailure || cause instanceof CancellationException) {
            // Nobody leads the tablet for long: the stream stays and asks anew.
            pause();
        } else {
            stream.fail(Failures.error(cause));
        }
    }

    private void pause() {
        pausing = shared.later(
                () -> stream.inOrder(() -> {
                    pausing = false;
                    stream.proceed();
                }),
                PAUSE_MILLIS);
    }

    /** Messages that came when nobody was there any more. */
    private void giveBack(List<Reply.ReceivedOne> messages) {
        if (messages.isEmpty()) {
            return;
        }
        List<Hiding> hidings = new ArrayList<>(messages.size());
        for (Reply.ReceivedOne one : messages) {
            hidings.add(new Hiding(new QueueCommand.Receipt(one.sequence(), one.lease()), 0));
        }
        var unused = shared.release(place, hidings, held.strict());
    }

    private void push(List<Reply.ReceivedOne> messages) {
        credit -= messages.size();
        ConsumeMessages.Builder batch = ConsumeMessages.newBuilder();
        long batchBytes = 0;
        long allBytes = 0;
        long nowNanos = System.nanoTime();
        for (Reply.ReceivedOne one : messages) {
            int bytes = one.payload().size();
            if (batch.getMessagesCount() > 0 && batchBytes + bytes > PUSH_BYTES_MAX) {
                send(batch);
                batch = ConsumeMessages.newBuilder();
                batchBytes = 0;
            }
            Message message = view.show(place, one);
            held.add(new QueueCommand.Receipt(one.sequence(), one.lease()), nowNanos);
            batch.addMessages(message);
            if (held.strict()) {
                batch.addFencingNumbers(one.lease());
            }
            batchBytes += bytes;
            allBytes += bytes;
        }
        send(batch);
        messagesMax = (int) Math.max(
                1, Math.min(Limits.BATCH_ENTRIES_MAX, PUSH_BYTES_MAX / Math.max(1, allBytes / messages.size())));
    }

    private void send(ConsumeMessages.Builder batch) {
        stream.send(ConsumeResponse.newBuilder().setMessages(batch).build());
    }
}
