package io.sluice.node.raft;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.node.command.Bytes;
import io.sluice.node.command.Command;
import io.sluice.node.command.Entry;
import io.sluice.node.command.EntryCodec;
import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.Reply;
import io.sluice.node.model.Limits;
import io.sluice.node.model.NodeId;
import io.sluice.node.model.RequestId;
import io.sluice.node.model.ResourceId;
import io.sluice.node.model.TabletId;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.ratis.protocol.RaftClientReply;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProposerTest {
    private final Log log = new Log();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Proposer proposer = new Proposer(
            log,
            TestCluster.LIMITS,
            () -> 1_234,
            Runnable::run,
            new TabletMeters(meters, new NodeId("n1"), new TabletId(1)));

    @Test
    void whatWaitsTogetherBecomesOneEntry() {
        List<CompletableFuture<Reply>> replies = proposeMany(100, 10);

        assertThat(log.batches).hasSize(2);
        log.apply(0, proposer);
        assertThat(log.batches).hasSize(3);
        assertThat(log.batches.get(2).commands()).isEqualTo(98);
        assertThat(replies.get(0)).isCompleted();
        assertThat(replies.get(1)).isNotDone();
        assertThat(EntryCodec.decode(
                        ByteBuffer.wrap(log.batches.get(2).getContent().toByteArray())))
                .isEqualTo(log.batches.get(2).entry());
    }

    @Test
    void anEntryStaysWithinItsBoundUnlessOneCommandIsLarger() {
        proposeMany(2, 10);
        proposeMany(5, Limits.ENTRY_BYTES_MAX / 2 - 100);
        proposeMany(1, Limits.ENTRY_BYTES_MAX + 1_000);
        proposeMany(1, 10);

        for (int i = 0; i < log.batches.size(); i++) {
            log.apply(i, proposer);
        }

        assertThat(log.batches.stream().map(Batch::commands)).containsExactly(1, 1, 2, 2, 1, 1, 1);
    }

    @Test
    void anEntryTakesOnlySoManyCommands() {
        proposeMany(2 + Proposer.COMMANDS_MAX + 1, 0);

        log.apply(0, proposer);

        assertThat(log.batches.get(2).commands()).isEqualTo(Proposer.COMMANDS_MAX);
    }

    @Test
    void whatAnEntryBringsMayBeTakenInTheSameEntry() {
        List<String> heard = new ArrayList<>();
        RequestId id = new RequestId(2, 1);
        Command receive = new QueueCommand.Receive(new ResourceId(1), 10, OptionalLong.empty(), true);
        log.riders = entry -> List.of(new Rider(
                id,
                receive,
                new Bytes(EntryCodec.encodeItem(id, receive)),
                (reply, failure) -> heard.add(reply + " " + failure)));

        List<CompletableFuture<Reply>> replies = proposeMany(1, 10);

        assertThat(log.batches.get(0).entry().items()).hasSize(2);
        assertThat(log.batches.get(0).entry().items().get(1)).isEqualTo(new Entry.Item(id, receive));
        assertThat(EntryCodec.decode(
                        ByteBuffer.wrap(log.batches.get(0).getContent().toByteArray())))
                .isEqualTo(log.batches.get(0).entry());
        assertThat(heard).isEmpty();
        log.apply(0, proposer);
        assertThat(replies.get(0)).isCompleted();
        assertThat(heard).hasSize(1).allSatisfy(text -> assertThat(text).endsWith(" null"));
    }

    @Test
    void whatNobodyWaitsForAnyMoreIsNotProposed() {
        List<CompletableFuture<Reply>> replies = proposeMany(6, 10);
        List.of(2, 4, 5).forEach(number -> replies.get(number).cancel(false));

        log.apply(0, proposer);

        assertThat(log.batches.get(2).entry().items())
                .extracting(Entry.Item::requestId)
                .containsExactly(new RequestId(1, 3));
        assertThat(meters.get("sluice.tablet.abandoned").counter().count()).isEqualTo(3);
        assertThat(meters.get("sluice.tablet.waiting.bytes").gauge().value()).isZero();
    }

    @Test
    void whatIsBeyondTheBoundIsRefusedAtOnce() {
        int large = 1 << 20;
        List<CompletableFuture<Reply>> replies = proposeMany(6, large);

        assertThat(replies.subList(0, 5)).allSatisfy(each -> assertThat(each).isNotDone());
        assertThat(kind(replies.get(5))).isEqualTo(ProposeFailure.Kind.OVERLOADED);
        assertThat(kind(proposeMany(1, Limits.COMMAND_BYTES_MAX).get(0))).isEqualTo(ProposeFailure.Kind.OVERLOADED);
        log.apply(0, proposer);
        assertThat(proposeMany(1, large).get(0)).isNotDone();
    }

    @Test
    void onlyWhatNeverGotAnIndexIsACleanFailure() {
        List<CompletableFuture<Reply>> replies = proposeMany(3, 10);
        log.refusal = ProposeFailure.notLeader("stepped down", Optional.of(new NodeId("n2")));

        log.answers.get(0).completeExceptionally(new IllegalStateException("away"));

        assertThat(kind(replies.get(0))).isEqualTo(ProposeFailure.Kind.UNKNOWN);
        assertThat(replies.get(1)).isNotDone();
        assertThat(kind(replies.get(2))).isEqualTo(ProposeFailure.Kind.NOT_LEADER);
        assertThat(kind(proposeMany(1, 10).get(0))).isEqualTo(ProposeFailure.Kind.NOT_LEADER);
    }

    @Test
    void everyCommandIsAnsweredEvenWhenTheLogIsSilent() {
        List<CompletableFuture<Reply>> replies = proposeMany(3, 10);
        long late = System.nanoTime() + Duration.ofSeconds(11).toNanos();

        proposer.expire(late);

        assertThat(kind(replies.get(0))).isEqualTo(ProposeFailure.Kind.UNKNOWN);
        assertThat(kind(replies.get(1))).isEqualTo(ProposeFailure.Kind.UNKNOWN);
        assertThat(kind(replies.get(2))).isEqualTo(ProposeFailure.Kind.OVERLOADED);
        log.apply(0, proposer);
        log.apply(1, proposer);
        assertThat(proposeMany(1, 10).get(0)).isNotDone();
        assertThat(log.batches).hasSize(3);
    }

    private List<CompletableFuture<Reply>> proposeMany(int count, int payloadBytes) {
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    RequestId id = new RequestId(1, i);
                    byte[] item = EntryCodec.encodeItem(id, TestCluster.command(payloadBytes));
                    return proposer.propose(id, TestCluster.command(payloadBytes), item);
                })
                .toList();
    }

    private static ProposeFailure.Kind kind(CompletableFuture<Reply> future) {
        Throwable thrown = future.handle((reply, failure) -> failure).getNow(null);
        assertThat(thrown).isInstanceOf(ProposeFailure.class);
        return ((ProposeFailure) thrown).kind();
    }

    private static final class Log implements Proposer.Gate {
        final List<Batch> batches = new ArrayList<>();
        final List<CompletableFuture<RaftClientReply>> answers = new ArrayList<>();

        @Nullable
        ProposeFailure refusal;

        Function<List<Entry.Item>, List<Rider>> riders = entry -> List.of();

        @Override
        public List<Rider> riders(List<Entry.Item> entry) {
            return riders.apply(entry);
        }

        @Override
        public @Nullable ProposeFailure refusal() {
            return refusal;
        }

        @Override
        public CompletableFuture<RaftClientReply> append(Batch batch) {
            batches.add(batch);
            answers.add(new CompletableFuture<>());
            return answers.get(answers.size() - 1);
        }

        void apply(int number, Proposer proposer) {
            Batch batch = batches.get(number);
            batch.markApplied();
            proposer.replied(batch, Collections.nCopies(batch.commands(), new Reply.Done()));
        }
    }
}
