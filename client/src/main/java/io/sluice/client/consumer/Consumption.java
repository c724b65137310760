package io.sluice.client.consumer;

import io.sluice.client.BatchResult;
import io.sluice.client.ConsumeListener;
import io.sluice.client.ConsumeOptions;
import io.sluice.client.ConsumeStream;
import io.sluice.client.QueueClient;
import io.sluice.client.ReceivedMessage;
import io.sluice.client.SluiceException;
import io.sluice.client.consumer.InHand.Stage;
import io.sluice.client.consumer.Step.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The state of a consumer and everything that changes it, confined to one thread: the stream, the
 * credit, the messages in hand and the steps under way. Threads of handlers and of the client only
 * post to it.
 */
final class Consumption {
    private static final Duration FINISH = Duration.ofSeconds(2);
    private static final int STEP_ATTEMPTS_MAX = 5;

    private final QueueClient queues;
    private final String queue;
    private final ConsumerSettings settings;
    private final HandlerThreads handlers;
    private final Confinement loop;
    private final Tally tally;
    private final StepQueue steps = new StepQueue();
    private final HandSet hand = new HandSet();
    private final GroupLines lines = new GroupLines();
    private final CreditLedger ledger;
    private final Outbound outbound;
    private final Reconnect reconnect = new Reconnect();
    private final CompletableFuture<ConsumerStats> stopped = new CompletableFuture<>();
    private Phase phase = Phase.RUNNING;
    private long phaseEndsNanos;
    private @Nullable ConsumeStream stream;
    private long generation;
    private long openedNanos;
    private boolean started;
    private boolean session;
    private long beatNanos;

    /** Where the consumer is in its life. */
    private enum Phase {
        RUNNING,
        /** No new messages; handlers go on until the drain ends. */
        DRAINING,
        /** Handlers were stopped; the last steps go out. */
        SETTLING,
        /** The stream is being ended. */
        FINISHING,
        STOPPED
    }

    Consumption(
            QueueClient queues,
            String queue,
            ConsumerSettings settings,
            HandlerThreads handlers,
            Confinement loop,
            Tally tally) {
        this.queues = queues;
        this.queue = queue;
        this.settings = settings;
        this.handlers = handlers;
        this.loop = loop;
        this.tally = tally;
        this.ledger = new CreditLedger(settings.prefetch());
        this.outbound = new Outbound(settings, steps, hand, ledger);
    }

    CompletableFuture<ConsumerStats> stopped() {
        return stopped;
    }

    void connect() {
        if (phase == Phase.FINISHING || phase == Phase.STOPPED || stream != null) {
            return;
        }
        generation++;
        started = false;
        session = false;
        tally.withheld = "";
        openedNanos = System.nanoTime();
        int credit = phase == Phase.RUNNING ? ledger.grantable(hand.size()) : 0;
        ledger.granted(credit);
        tally.streams.increment();
        stream = queues.consume(
                queue,
                new ConsumeOptions(
                        credit,
                        settings.visibility(),
                        settings.systemAttributes(),
                        settings.attributes(),
                        settings.heartbeat(),
                        settings.name()),
                new Ear(generation));
    }

    private void started(long ofGeneration) {
        if (ofGeneration == generation) {
            started = true;
            reconnect.succeeded();
            if (session && stream != null) {
                outbound.adopt(stream, System.nanoTime());
            }
            flush();
        }
    }

    private void sessionBegun(long ofGeneration) {
        if (ofGeneration == generation) {
            session = true;
            beatNanos = System.nanoTime();
        }
    }

    /** The node has given messages up, or others have had them: what the handler does is in vain. */
    private void lost(List<String> receipts) {
        for (String receipt : receipts) {
            @Nullable InHand item = hand.remove(receipt);
            if (item != null
                    && (item.take(Stage.WAITING, Stage.SETTLING) || item.take(Stage.HANDLED, Stage.SETTLING))) {
                item.interrupt();
                tally.leasesLost.increment();
                lines.failed(item).forEach(this::giveBack);
            }
        }
        flush();
    }

    private void received(long ofGeneration, List<ReceivedMessage> messages) {
        if (ofGeneration == generation) {
            ledger.received(messages.size());
        }
        tally.received.add(messages.size());
        long nowNanos = System.nanoTime();
        for (ReceivedMessage message : messages) {
            InHand item = new InHand(message, nowNanos);
            hand.add(item);
            if (phase == Phase.RUNNING) {
                if (lines.enter(item)) {
                    handlers.handle(item, this::handled);
                }
            } else {
                giveBack(item);
            }
        }
        flush();
    }

    private void withheld(long ofGeneration, String reason) {
        if (ofGeneration == generation) {
            tally.withheld = reason;
        }
    }

    /** Called by a handler's thread. */
    private void handled(InHand item, boolean succeeded, String failure) {
        loop.post(() -> {
            if (!item.take(Stage.HANDLED, Stage.SETTLING)) {
                return;
            }
            item.failed(failure);
            if (!succeeded) {
                tally.failedHandlings.increment();
            }
            steps.add(succeeded ? Kind.ACKNOWLEDGE : Kind.RELEASE, item.receipt());
            goOn(item, succeeded);
            flush();
        });
    }

    /** What was behind a message in its group is handled, or goes back with it. */
    private void goOn(InHand item, boolean succeeded) {
        if (succeeded) {
            @Nullable InHand next = lines.succeeded(item);
            if (next != null && phase == Phase.RUNNING) {
                handlers.handle(next, this::handled);
            }
        } else {
            lines.failed(item).forEach(this::giveBack);
        }
    }

    private void giveBack(InHand item) {
        if (item.take(Stage.WAITING, Stage.SETTLING) || item.take(Stage.HANDLED, Stage.SETTLING)) {
            item.interrupt();
            steps.add(Kind.RETURN, item.receipt());
        }
    }

    private void outcome(long ofGeneration, long tag, Map<String, BatchResult.Failure> failed) {
        @Nullable Step step = ofGeneration == generation ? steps.answered(tag) : null;
        if (step == null || step.kind() == Kind.EXTEND) {
            if (step != null && session) {
                lost(List.copyOf(failed.keySet()));
            }
            return;
        }
        for (String receipt : step.receipts()) {
            BatchResult.@Nullable Failure failure = failed.get(receipt);
            if (failure != null && !failure.senderFault() && hand.attempts(receipt) < STEP_ATTEMPTS_MAX) {
                steps.add(step.kind(), receipt);
            } else {
                hand.remove(receipt);
                tally.settled(step.kind(), failure == null);
            }
        }
        flush();
    }

    private void ended(long ofGeneration, SluiceException reason) {
        if (ofGeneration != generation) {
            return;
        }
        stream = null;
        started = false;
        ledger.streamEnded();
        steps.streamEnded();
        if (phase == Phase.FINISHING) {
            stop();
        } else if (reason instanceof SluiceException.Rejected || reason instanceof SluiceException.Closed) {
            stopped.completeExceptionally(reason);
            hand.all().forEach(this::giveBack);
            stop();
        } else {
            loop.postLater(reconnect.pause(), this::connect);
        }
    }

    /** Runs every few milliseconds: extends, watches the node, and moves a stop along. */
    void tick() {
        if (phase == Phase.STOPPED) {
            return;
        }
        long nowNanos = System.nanoTime();
        watch(nowNanos);
        if (started) {
            if (stream != null) {
                keep(stream, nowNanos);
            }
            flush();
        }
        tally.gauges(hand.size(), ledger.open());
        boolean over = nowNanos - phaseEndsNanos >= 0;
        switch (phase) {
            case DRAINING -> {
                if (hand.isEmpty() && steps.isEmpty()) {
                    finish(nowNanos);
                } else if (over) {
                    hand.all().forEach(this::giveBack);
                    enter(Phase.SETTLING, nowNanos, FINISH);
                    flush();
                }
            }
            case SETTLING -> {
                if (steps.isEmpty() || over) {
                    finish(nowNanos);
                }
            }
            case FINISHING -> {
                if (over && stream != null) {
                    stream.close();
                }
            }
            case RUNNING, STOPPED -> {
                // Nothing to move along.
            }
        }
    }

    /** A session lives by signs of life; other streams extend message by message. */
    private void keep(ConsumeStream current, long nowNanos) {
        if (!session) {
            outbound.extend(current, nowNanos);
        } else if (nowNanos - beatNanos > settings.heartbeat().toNanos() / 4) {
            beatNanos = nowNanos;
            current.heartbeat();
        }
    }

    private void watch(long nowNanos) {
        if (stream == null || phase == Phase.FINISHING) {
            return;
        }
        long sinceNanos = started ? steps.oldestNanos(nowNanos) : openedNanos;
        if (nowNanos - sinceNanos > settings.answerTimeout().toNanos()) {
            stream.abandon(
                    "the node did not answer within " + settings.answerTimeout().toMillis() + " ms");
        }
    }

    private void flush() {
        if (started && stream != null && phase != Phase.FINISHING) {
            outbound.settle(stream);
            if (phase == Phase.RUNNING) {
                outbound.grant(stream);
            }
        }
    }

    /** Begins to stop: nothing new, what waits for a thread goes back, handlers may go on. */
    void drain(Duration bound) {
        if (phase != Phase.RUNNING) {
            return;
        }
        enter(Phase.DRAINING, System.nanoTime(), bound);
        for (InHand item : hand.all()) {
            if (item.take(Stage.WAITING, Stage.SETTLING)) {
                steps.add(Kind.RETURN, item.receipt());
            }
        }
        flush();
        tick();
    }

    private void finish(long nowNanos) {
        enter(Phase.FINISHING, nowNanos, FINISH);
        if (stream == null) {
            stop();
        } else {
            stream.finish();
        }
    }

    private void stop() {
        phase = Phase.STOPPED;
        // What the stream could not carry any more goes by itself, best effort: without it, such
        // messages only come again later.
        CompletableFuture<?> last = new LastSteps(queues.async(), queue).send(steps);
        CompletableFuture<?> unused = last.whenComplete((done, failure) -> {
            tally.gauges(0, 0);
            stopped.complete(tally.snapshot());
        });
    }

    private void enter(Phase next, long nowNanos, Duration bound) {
        phase = next;
        phaseEndsNanos = nowNanos + bound.toNanos();
    }

    /** Posts what one stream says. */
    private final class Ear implements ConsumeListener {
        private final long ofGeneration;

        Ear(long ofGeneration) {
            this.ofGeneration = ofGeneration;
        }

        @Override
        public void started(String nodeId) {
            loop.post(() -> Consumption.this.started(ofGeneration));
        }

        @Override
        public void sessionBegun() {
            loop.post(() -> Consumption.this.sessionBegun(ofGeneration));
        }

        @Override
        public void leasesLost(List<String> receipts) {
            loop.post(() -> Consumption.this.lost(receipts));
        }

        @Override
        public void withheld(String reason, long forgotten) {
            // A consumer has no more in hand than a node remembers.
            loop.post(() -> Consumption.this.withheld(ofGeneration, reason));
        }

        @Override
        public void received(List<ReceivedMessage> messages) {
            loop.post(() -> Consumption.this.received(ofGeneration, messages));
        }

        @Override
        public void outcome(long tag, int succeeded, Map<String, BatchResult.Failure> failed) {
            loop.post(() -> Consumption.this.outcome(ofGeneration, tag, failed));
        }

        @Override
        public void ended(SluiceException reason) {
            loop.post(() -> Consumption.this.ended(ofGeneration, reason));
        }
    }
}
