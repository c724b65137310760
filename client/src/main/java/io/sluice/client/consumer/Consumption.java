package io.sluice.client.consumer;

import io.sluice.client.BatchResult;
import io.sluice.client.ConsumeOptions;
import io.sluice.client.ConsumeStream;
import io.sluice.client.QueueClient;
import io.sluice.client.ReceivedMessage;
import io.sluice.client.SluiceException;
import io.sluice.client.consumer.Step.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The life of a consumer, confined to one thread: the stream, the credit, the steps under way, and what becomes of all
 * that when a stream ends or the consumer stops. What befalls messages meanwhile is {@link Handling}'s. Threads of the
 * client only post to it.
 */
final class Consumption {
    private static final Duration FINISH = Duration.ofSeconds(2);
    private static final int STEP_ATTEMPTS_MAX = 5;

    private final QueueClient queues;
    private final String queue;
    private final ConsumerSettings settings;
    private final Confinement loop;
    private final Tally tally;
    private final StepQueue steps = new StepQueue();
    private final HandSet hand = new HandSet();
    private final Handling handling;
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
        this.loop = loop;
        this.tally = tally;
        this.ledger = new CreditLedger(settings.prefetch());
        this.outbound = new Outbound(settings, steps, hand, ledger);
        this.handling = new Handling(handlers, loop, steps, hand, tally, () -> phase == Phase.RUNNING, this::flush);
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
                new StreamEar(loop, this, generation));
    }

    void started(long ofGeneration) {
        if (ofGeneration == generation) {
            started = true;
            reconnect.succeeded();
            if (session && stream != null) {
                outbound.adopt(stream, System.nanoTime());
            }
            flush();
        }
    }

    void sessionBegun(long ofGeneration) {
        if (ofGeneration == generation) {
            session = true;
            beatNanos = System.nanoTime();
        }
    }

    void lost(List<String> receipts) {
        handling.lost(receipts);
        flush();
    }

    void received(long ofGeneration, List<ReceivedMessage> messages) {
        if (ofGeneration == generation) {
            ledger.received(messages.size());
        }
        handling.received(messages);
        flush();
    }

    void withheld(long ofGeneration, String reason) {
        if (ofGeneration == generation) {
            tally.withheld = reason;
        }
    }

    void outcome(long ofGeneration, long tag, Map<String, BatchResult.Failure> failed) {
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

    void ended(long ofGeneration, SluiceException reason) {
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
            handling.giveBackAll();
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
                    handling.giveBackAll();
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
        handling.giveBackWaiting();
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
}
