package io.sluice.node.machine.queue;

import io.sluice.node.command.Bytes;
import io.sluice.node.command.Reply;
import io.sluice.node.command.Withheld;
import java.util.ArrayList;
import java.util.List;

/**
 * One receive as it fills. A message of a queue of either kind passes here each time that it is
 * received, the nth time with lease n, and nowhere else.
 */
final class Reception {
    private final int wanted;
    private final List<Reply.ReceivedOne> received = new ArrayList<>();

    /** A receive of at most so many messages. */
    Reception(int wanted) {
        this.wanted = wanted;
    }

    /** How many more are wanted. */
    int missing() {
        return wanted - received.size();
    }

    /** A message is received, for the time that its lease says. */
    void add(long sequence, long lease, long firstReceivedMillis) {
        answer(sequence, lease, firstReceivedMillis);
    }

    /** A message of an attempt that is repeated: it was counted before. */
    void again(long sequence, long lease, long firstReceivedMillis) {
        answer(sequence, lease, firstReceivedMillis);
    }

    Reply.Received reply() {
        return reply(Withheld.NOTHING);
    }

    /** What was received, and what kept more back. */
    Reply.Received reply(Withheld withheld) {
        return new Reply.Received(received, withheld);
    }

    private void answer(long sequence, long lease, long firstReceivedMillis) {
        received.add(new Reply.ReceivedOne(sequence, lease, firstReceivedMillis, 0, Bytes.EMPTY));
    }
}
