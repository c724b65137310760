package io.sluice.client.bench;

import io.sluice.client.SluiceClient;
import io.sluice.client.transport.Calls;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One run, phase by phase, on the caller's thread. */
final class BenchRun {
    private static final long SECOND_NANOS = 1_000_000_000L;
    /** Without verification, how long received messages may still come after the window. */
    private static final long SETTLE_NANOS = 2 * SECOND_NANOS;

    private final BenchOptions options;
    private final SluiceClient client;
    private final Calls transport;
    private final String queue;
    private final Consumer<String> out;
    private final long originNanos = System.nanoTime();
    private final @Nullable Ledger ledger;
    private final @Nullable Groups groups;
    private final Bodies bodies;
    private final List<PollLane> polls = new ArrayList<>();
    private final List<StreamLane> streams = new ArrayList<>();
    private @Nullable LeaderKill kill;

    BenchRun(
            BenchOptions options,
            SluiceClient client,
            Calls transport,
            String queue,
            String name,
            Consumer<String> out) {
        this.options = options;
        this.client = client;
        this.transport = transport;
        this.queue = queue;
        this.out = out;
        this.ledger = options.verify() ? new Ledger(options.load().senders() + 1) : null;
        this.groups = options.queue().fifo() ? new Groups(options.queue().groups()) : null;
        this.bodies = new Bodies(name, options.load().sizeBytes(), originNanos);
    }

    BenchResult run() throws InterruptedException {
        long filled = fill();
        long startNanos = System.nanoTime();
        long fromNanos = startNanos + options.span().warmupSeconds() * SECOND_NANOS;
        Meter meter = new Meter(new Window(fromNanos, fromNanos + options.span().seconds() * SECOND_NANOS));
        // The backlog that was there is not counted by the meter, so deletes run ahead of sends by it.
        Throttle throttle = new Throttle(() -> options.queue().ahead() > 0
                && meter.acknowledged() - meter.deleted() > options.queue().ahead());
        Run run = new Run(transport, queue, options, bodies, meter, ledger, groups, throttle);
        Progress progress = new Progress(meter, filled, out);
        startReceivers(run);
        load(run, progress, startNanos);
        if (options.verify() && options.load().receivers() > 0) {
            drain(meter, progress, filled);
        } else {
            until(System.nanoTime() + SETTLE_NANOS, () -> meter.deleted() >= meter.acknowledged());
        }
        polls.forEach(PollLane::stop);
        streams.forEach(StreamLane::stop);
        // A node that was killed must not stay so because the run is over.
        Optional<String> trouble = kill == null ? Optional.empty() : kill.awaitTrouble();
        return result(run, progress, trouble);
    }

    /** Puts the backlog into the queue, on a lane of its own. */
    private long fill() throws InterruptedException {
        if (options.queue().backlog() == 0) {
            return 0;
        }
        long nowNanos = System.nanoTime();
        Meter meter = new Meter(new Window(nowNanos, nowNanos + 1));
        Run run = new Run(transport, queue, options, bodies, meter, ledger, groups, new Throttle(() -> false));
        ClosedLoop loop = new ClosedLoop(
                run,
                new SendLane(run, options.load().senders()),
                options.queue().backlog());
        Progress progress = new Progress(meter, 0, out);
        loop.start(options.sendSlots() * options.load().senders());
        while (!loop.over()) {
            until(System.nanoTime() + SECOND_NANOS, loop::over);
            progress.line("fill");
        }
        return meter.acknowledged();
    }

    private void startReceivers(Run run) {
        Deliveries deliveries = new Deliveries(run);
        for (int i = 0; i < options.load().receivers(); i++) {
            if (options.consume()) {
                StreamLane lane = new StreamLane(run, client.queues(), deliveries);
                streams.add(lane);
                lane.open();
            } else {
                PollLane lane = new PollLane(run, deliveries);
                polls.add(lane);
                lane.start();
            }
        }
    }

    private void load(Run run, Progress progress, long startNanos) throws InterruptedException {
        List<SendLane> lanes = new ArrayList<>();
        List<ClosedLoop> loops = new ArrayList<>();
        for (int i = 0; i < options.load().senders(); i++) {
            SendLane lane = new SendLane(run, i);
            lanes.add(lane);
            loops.add(new ClosedLoop(run, lane, Bits.NUMBERS_MAX));
        }
        @Nullable OpenLoop open = options.load().ratePerSecond() > 0 ? new OpenLoop(run, lanes, startNanos) : null;
        if (open == null) {
            loops.forEach(loop -> loop.start(options.sendSlots()));
        } else {
            Thread pace = new Thread(open, "sluice-bench-pace");
            pace.setDaemon(true);
            pace.start();
        }
        watch(run, progress);
        if (open != null) {
            open.stop();
        }
        loops.forEach(ClosedLoop::stop);
        run.throttle().release();
        long lastNanos = System.nanoTime() + Run.CALL_TIMEOUT.plusSeconds(1).toNanos();
        until(lastNanos, () -> lanes.stream().allMatch(lane -> lane.open() == 0));
    }

    private void watch(Run run, Progress progress) throws InterruptedException {
        Window window = run.meter().window();
        long killNanos = window.fromNanos() + options.span().seconds() * SECOND_NANOS / 2;
        @Nullable Death death = options.death().orElse(null);
        for (long lineNanos = System.nanoTime() + SECOND_NANOS; System.nanoTime() - window.toNanos() < 0; ) {
            long nextNanos = lineNanos - window.toNanos() > 0 ? window.toNanos() : lineNanos;
            until(nextNanos, () -> false);
            progress.line(System.nanoTime() - window.fromNanos() < 0 ? "warmup" : "run");
            streams.forEach(StreamLane::watch);
            if (death != null && System.nanoTime() - killNanos >= 0) {
                kill = LeaderKill.start(client, queue, death, LeaderKill.Pace.USUAL, out);
                death = null;
            }
            lineNanos += SECOND_NANOS;
        }
    }

    /** Goes on receiving until everything acknowledged is deleted, or nothing comes any more. */
    private void drain(Meter meter, Progress progress, long filled) throws InterruptedException {
        long target = meter.acknowledged() + filled;
        long lastDeleted = meter.deleted();
        long progressNanos = System.nanoTime();
        BooleanSupplier empty = () -> meter.deleted() >= target && (ledger == null || ledger.undeleted() == 0);
        while (!empty.getAsBoolean()
                && System.nanoTime() - progressNanos < options.span().drainSeconds() * SECOND_NANOS) {
            until(System.nanoTime() + SECOND_NANOS, empty);
            progress.line("drain");
            streams.forEach(StreamLane::watch);
            if (meter.deleted() > lastDeleted) {
                lastDeleted = meter.deleted();
                progressNanos = System.nanoTime();
            }
        }
    }

    private BenchResult result(Run run, Progress progress, Optional<String> trouble) {
        Meter meter = run.meter();
        return new BenchResult(
                meter.acknowledgedPerSecond(),
                meter.deletedPerSecond(),
                progress.acknowledgeMillis(),
                progress.endToEndMillis(),
                ledger != null,
                ledger == null ? new BenchResult.Books(0, 0, 0) : BenchResult.Books.of(ledger),
                meter.failed(),
                meter.corruptedCount(),
                meter.foreignCount(),
                meter.longestStallMillis(options.load().receivers() > 0),
                meter.window().seconds(),
                meter.acknowledged(),
                meter.deleted(),
                options.describe(),
                trouble,
                groups == null || ledger == null ? null : groups.order());
    }

    /** Waits for a condition or a time, whichever comes first. */
    private static void until(long untilNanos, BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean() && System.nanoTime() - untilNanos < 0) {
            long leftNanos = untilNanos - System.nanoTime();
            TimeUnit.NANOSECONDS.sleep(Math.max(0, Math.min(Bench.LOOK.toNanos(), leftNanos)));
        }
    }
}
