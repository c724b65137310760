package io.sluice.cluster.harness;

import io.sluice.cluster.check.Delivery;
import io.sluice.cluster.check.History;
import io.sluice.cluster.check.Operation;
import io.sluice.cluster.check.Outcome;
import io.sluice.cluster.harness.QueueCaller.Manner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Senders and receivers on one queue; whatever they see goes into a history. */
public final class Workload implements AutoCloseable {
    private static final Duration END_WITHIN = Duration.ofSeconds(60);
    private static final int DRAIN_VISIBILITY_SECONDS = 30;
    private static final int PURGERS = 1;

    private final List<Endpoint> endpoints;
    private final String queueUrl;
    private final WorkloadPlan plan;
    private final String run;
    private final History history = new History();
    private final StopSignal stopSending = new StopSignal();
    private final StopSignal stopReceiving = new StopSignal();
    private final List<Future<?>> senders = new ArrayList<>();
    private final List<Future<?>> receivers = new ArrayList<>();
    private final List<Future<?>> purges = new ArrayList<>();
    private final ExecutorService threads;

    /** A load that does nothing before it is started. Request ids carry the queue's name. */
    public Workload(List<Endpoint> endpoints, String queueUrl, WorkloadPlan plan) {
        this.endpoints = List.copyOf(endpoints);
        this.queueUrl = queueUrl;
        this.plan = plan;
        this.run = Long.toHexString(System.nanoTime());
        this.threads = Executors.newFixedThreadPool(plan.senders() + plan.receivers() + PURGERS);
    }

    /** Of the queue that is loaded. */
    public String queueUrl() {
        return queueUrl;
    }

    /** What was seen so far. */
    public History history() {
        return history;
    }

    /** Starts all threads. */
    public void start() {
        for (int i = 1; i <= plan.senders(); i++) {
            String name = run + "-sender-" + i;
            senders.add(threads.submit(new Sender(name, caller(name, stopSending), history, plan, stopSending)));
        }
        for (int i = 1; i <= plan.receivers(); i++) {
            String name = run + "-receiver-" + i;
            receivers.add(threads.submit(receiver(name, caller(name, stopReceiving))));
        }
    }

    private Runnable receiver(String name, QueueCaller caller) {
        return switch (plan.habit()) {
            case USUAL -> new Receiver(name, caller, plan, stopReceiving);
            case REPEATS -> new RepeatingReceiver(name, caller, plan, stopReceiving);
            case RELEASES -> new ReleasingReceiver(name, caller, plan, stopReceiving);
        };
    }

    /** Begins to purge the queue, again and again until that is acknowledged; AWS allows it once a minute. */
    public void beginToPurge() {
        String name = run + "-purger-" + purges.size();
        QueueCaller caller = caller(name, stopReceiving);
        purges.add(threads.submit(() -> caller.purge(new Manner(name, END_WITHIN))));
    }

    private QueueCaller caller(String name, StopSignal stop) {
        return new QueueCaller(name, endpoints, queueUrl, history, stop);
    }

    /** How many sends were acknowledged. */
    public long acknowledged() {
        return history.count(Operation.Send.class, Outcome.OK);
    }

    /** Lets it run for this long; other threads do the work. */
    public void runFor(Duration time) {
        stopSending.within(time);
    }

    /** Ends senders, then receivers, and waits for them. A fault of the load itself is thrown. */
    public void stop() {
        stopSending.stop();
        purges.forEach(Workload::join);
        senders.forEach(Workload::join);
        stopReceiving.stop();
        receivers.forEach(Workload::join);
    }

    private static void join(Future<?> future) {
        try {
            future.get(END_WITHIN.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the load was to end", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("a thread of the load failed or hangs", e);
        }
    }

    /**
     * Receives and deletes until the counters say that nothing is left; then the history is complete.
     *
     * @return true when the queue was empty within this time
     */
    public boolean drain(Duration within) {
        StopSignal never = new StopSignal();
        QueueCaller drainer = caller(run + "-drainer", never);
        long giveUp = System.nanoTime() + within.toNanos();
        int calls = 0;
        var unused = drainer.count(); // nothing else runs, so it must fit
        while (System.nanoTime() < giveUp) {
            Manner manner = new Manner(run + "-drain-" + calls++, Duration.ofSeconds(10));
            List<Delivery> found = drainer.receive(10, DRAIN_VISIBILITY_SECONDS, 1, manner);
            if (!found.isEmpty()) {
                drainer.deleteBatch(found, new Manner(run + "-drained-" + calls, Duration.ofSeconds(10)));
                continue;
            }
            Optional<Operation.Count> count = drainer.count();
            if (count.isPresent() && count.get().total() == 0) {
                return true;
            }
        }
        return false;
    }

    /** Ends all threads at once. */
    @Override
    public void close() {
        stopSending.stop();
        stopReceiving.stop();
        threads.shutdownNow();
    }
}
