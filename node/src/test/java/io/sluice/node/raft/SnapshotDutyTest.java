package io.sluice.node.raft;

import static io.sluice.node.raft.TestCluster.LIMITS;
import static io.sluice.node.raft.TestCluster.TABLET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.node.model.NodeId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.ratis.protocol.ClientId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows are flushed after so many entries, so many bytes of log, or so much time, whichever comes first. */
class SnapshotDutyTest {
    private static final long NEVER = Long.MAX_VALUE / 100;
    private static final Duration NO_TIME = Duration.ofDays(1);
    private static final long START_NANOS = 0;

    @TempDir
    private Path folder;

    private final List<Runnable> flushes = new ArrayList<>();
    private TestCluster cluster;
    private NodeId leader;
    private HostedTablet hosted;

    @BeforeEach
    void start() throws IOException {
        cluster = new TestCluster(folder).startAll(LIMITS);
        leader = cluster.leader();
        hosted = cluster.host(leader).hosted(TABLET).orElseThrow();
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void manyEntriesAreFlushed() throws Exception {
        long before = hosted.stateMachine().applied().index();
        SnapshotDuty duty = duty(before + 10, NEVER, NO_TIME);

        propose(9, 10);
        duty.look(START_NANOS);
        assertThat(flushes).isEmpty();

        propose(1, 10);
        flushedBy(duty, START_NANOS);

        propose((int) before + 9, 10);
        duty.look(START_NANOS);
        assertThat(flushes).isEmpty();
    }

    @Test
    void manyBytesOfLogAreFlushed() throws Exception {
        SnapshotDuty duty = duty(NEVER, hosted.stateMachine().appliedBytes() + 100_000, NO_TIME);

        propose(1, 90_000);
        duty.look(START_NANOS);
        assertThat(flushes).isEmpty();

        propose(1, 90_000);
        flushedBy(duty, START_NANOS);

        propose(1, 10);
        duty.look(START_NANOS);
        assertThat(flushes).isEmpty();
    }

    @Test
    void whatIsOldIsFlushedAndNothingWhenThereIsNothing() throws Exception {
        SnapshotDuty duty = duty(NEVER, NEVER, Duration.ofSeconds(60));
        long late = System.nanoTime() + Duration.ofSeconds(61).toNanos();

        propose(1, 10);
        duty.look(START_NANOS + Duration.ofSeconds(59).toNanos());
        assertThat(flushes).isEmpty();

        flushedBy(duty, START_NANOS + Duration.ofSeconds(60).toNanos());

        duty.look(late);
        assertThat(flushes).as("flushes of nothing").isEmpty();
        propose(1, 10);
        duty.look(late);
        assertThat(flushes).hasSize(1);
    }

    private SnapshotDuty duty(long entries, long bytes, Duration interval) {
        RaftLimits limits = new RaftLimits(
                LIMITS.waitingBytesMax(),
                LIMITS.entriesInFlightMax(),
                LIMITS.unansweredMax(),
                entries,
                bytes,
                interval,
                LIMITS.logEntriesKept(),
                LIMITS.freeBytesMin(),
                LIMITS.replyThreads(),
                LIMITS.closeMax());
        RaftConfig config = RaftConfig.of(leader, "test", cluster.peers, folder).with(limits);
        LogSubmit submit = new LogSubmit(ClientId.randomId(), new AtomicLong());
        return new SnapshotDuty(hosted, config, cluster.parts(leader), submit, flushes::add, START_NANOS);
    }

    /** One entry for each command; what is applied is counted a moment after the reply. */
    private void propose(int count, int bytes) {
        for (int i = 0; i < count; i++) {
            long before = hosted.stateMachine().appliedBytes();
            cluster.proposeMany(leader, 1, bytes);
            await().atMost(10, TimeUnit.SECONDS)
                    .until(() -> hosted.stateMachine().appliedBytes() >= before + bytes);
        }
    }

    /** Expects one flush, makes it, and waits until Ratis knows that the log up to here can go. */
    private void flushedBy(SnapshotDuty duty, long nowNanos) {
        long applied = hosted.stateMachine().applied().index();
        duty.look(nowNanos);
        duty.look(nowNanos);
        assertThat(flushes).as("one flush, however often it is looked").hasSize(1);

        flushes.remove(0).run();

        await().atMost(10, TimeUnit.SECONDS)
                .until(() -> hosted.stateMachine().durable().index(), durable -> durable >= applied);
        duty.look(nowNanos);
        assertThat(flushes).isEmpty();
    }
}
