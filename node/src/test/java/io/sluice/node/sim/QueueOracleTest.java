package io.sluice.node.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.node.command.Bytes;
import io.sluice.node.command.Command;
import io.sluice.node.command.Entry;
import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.Reply;
import io.sluice.node.command.TabletCommand;
import io.sluice.node.machine.Outcome;
import io.sluice.node.model.RequestId;
import io.sluice.node.model.ResourceId;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the oracle says to single wrong answers. */
final class QueueOracleTest {
    private static final ResourceId QUEUE = new ResourceId(1);
    private static final Bytes BODY = new Bytes(new byte[] {1});

    private final QueueOracle oracle = new QueueOracle();

    @BeforeEach
    void aQueueWithOneMessage() {
        SortedMap<String, String> attributes = new TreeMap<>();
        attributes.put("MessageRetentionPeriod", "60");
        says(0, new QueueCommand.Create(QUEUE, "q", attributes, new TreeMap<>()), Reply.Done.DONE);
        says(1_000, send(OptionalLong.empty()), new Reply.Sent(List.of(new Reply.SentOne(1))));
    }

    @Test
    void aDeletedMessageMayNotComeBack() {
        says(2_000, receive(), received(1, 1, 2_000));
        says(3_000, new QueueCommand.Delete(QUEUE, List.of(new QueueCommand.Receipt(1, 1))), settled());

        breaks(Rule.Q4_DELETE_IS_FINAL, 40_000, receive(), received(1, 2, 2_000));
    }

    @Test
    void anOutdatedReceiptMayNotDelete() {
        says(2_000, visibleAtOnce(), received(1, 1, 2_000));
        says(3_000, visibleAtOnce(), received(1, 2, 2_000));
        says(4_000, new QueueCommand.Delete(QUEUE, List.of(new QueueCommand.Receipt(1, 1))), settled());

        breaks(Rule.Q1_NO_ACKED_LOSS, 5_000, receive(), new Reply.Received(List.of()));
    }

    @Test
    void aPurgedMessageMayNotComeBack() {
        says(2_000, new QueueCommand.Purge(QUEUE), Reply.Done.DONE);

        breaks(Rule.Q9_PURGE_IS_A_POINT, 3_000, receive(), received(1, 1, 3_000));
    }

    @Test
    void anExpiredMessageMayNotComeBackAndAnotherMayNotExpireEarly() {
        breaks(Rule.Q1_NO_ACKED_LOSS, 60_999, receive(), new Reply.Received(List.of()));
        says(61_000, receive(), new Reply.Received(List.of()));
        says(61_999, new TabletCommand.Sweep(QUEUE), Reply.Done.DONE);
        breaks(Rule.Q13_EXPIRY, 62_000, receive(), received(1, 1, 62_000));
    }

    @Test
    void aLeasedMessageMayNotBeLeased() {
        says(2_000, receive(), received(1, 1, 2_000));

        breaks(Rule.Q3_LEASE_EXCLUSION, 31_999, receive(), received(1, 2, 2_000));
    }

    @Test
    void aDelayedMessageMayNotBeVisible() {
        says(2_000, receive(), received(1, 1, 2_000));
        says(2_000, send(OptionalLong.of(5_000)), new Reply.Sent(List.of(new Reply.SentOne(2))));

        breaks(Rule.Q7_TIME, 6_999, receive(), received(2, 1, 6_999));
    }

    @Test
    void aMessageThatNobodySentMayNotBeGiven() {
        breaks(Rule.Q2_NO_INVENTION, 2_000, receive(), received(9, 1, 2_000));
        breaks(Rule.Q2_NO_INVENTION, 2_000, send(OptionalLong.empty()), new Reply.Sent(List.of(new Reply.SentOne(1))));
    }

    @Test
    void aVisibleMessageMustBeGiven() {
        breaks(Rule.Q1_NO_ACKED_LOSS, 2_000, receive(), new Reply.Received(List.of()));
    }

    @Test
    void aReceiveMustCount() {
        breaks(Rule.Q6_COUNTING, 2_000, receive(), received(1, 2, 2_000));
        breaks(Rule.Q6_COUNTING, 2_000, receive(), received(1, 1, 1_999));
    }

    private void breaks(Rule rule, long atMillis, Command command, Reply reply) {
        assertThatThrownBy(() -> says(atMillis, command, reply))
                .isInstanceOfSatisfying(
                        Rule.BrokenRule.class,
                        broken -> assertThat(broken.rule()).isEqualTo(rule));
    }

    private void says(long atMillis, Command command, Reply reply) {
        Reply filled = reply instanceof Reply.Received received
                ? new Reply.Received(received.messages().stream()
                        .map(one -> new Reply.ReceivedOne(
                                one.sequence(), one.lease(), one.firstReceivedMillis(), sentMillis(one), BODY))
                        .toList())
                : reply;
        oracle.applied(
                new Entry(atMillis, List.of(new Entry.Item(RequestId.NONE, command))),
                new Outcome(List.of(reply), List.of()),
                List.of(filled));
    }

    private static long sentMillis(Reply.ReceivedOne one) {
        return one.sequence() * 1_000;
    }

    private static Command send(OptionalLong delayMillis) {
        return new QueueCommand.Send(QUEUE, List.of(new QueueCommand.Outgoing(BODY, 1, delayMillis)));
    }

    private static Command receive() {
        return new QueueCommand.Receive(QUEUE, 10, OptionalLong.empty(), true);
    }

    private static Command visibleAtOnce() {
        return new QueueCommand.Receive(QUEUE, 10, OptionalLong.of(0), true);
    }

    private static Reply received(long sequence, long lease, long firstMillis) {
        return new Reply.Received(List.of(new Reply.ReceivedOne(sequence, lease, firstMillis, 0, Bytes.EMPTY)));
    }

    private static Reply settled() {
        return new Reply.Settled(List.of(Reply.Done.DONE));
    }
}
