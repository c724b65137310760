package io.sluice.node.sim;

import io.sluice.node.command.Bytes;
import io.sluice.node.command.QueueCommand.Outgoing;
import io.sluice.node.command.RejectionCode;
import io.sluice.node.command.Reply;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The idempotency keys of one queue, as a table that is never tidied up. */
final class KeyModel {
    private final QueueModel queue;
    private final Map<String, Kept> kept = new HashMap<>();

    KeyModel(QueueModel queue) {
        this.queue = queue;
    }

    private record Kept(long untilMillis, Bytes content, long sequence) {}

    /** Judges what is sent under a key that is remembered; false when it is to be judged as any other send. */
    boolean judge(Outgoing message, Reply result, long nowMillis) {
        Optional<Kept> first = message.key()
                .flatMap(key -> Optional.ofNullable(kept.get(key.key())))
                .filter(one -> one.untilMillis() > nowMillis);
        if (first.isEmpty()) {
            Rule.IDEMPOTENCY.holds(
                    !(result instanceof Reply.SentOne sent && sent.replayed())
                            && !(result instanceof Reply.Rejected refused
                                    && refused.code() == RejectionCode.KEY_REUSED),
                    message,
                    " repeats nothing: ",
                    result);
            return false;
        }
        String name = message.key().orElseThrow().key();
        Reply expected =
                first.get().content().equals(message.key().orElseThrow().content())
                        ? new Reply.SentOne(first.get().sequence(), true)
                        : new Reply.Rejected(RejectionCode.KEY_REUSED, name);
        Rule.IDEMPOTENCY.holds(result.equals(expected), message, " is answered ", expected, ", not ", result);
        return true;
    }

    /** Something was sent, perhaps under a key. */
    void sent(Outgoing message, long sequence, long nowMillis) {
        message.key()
                .ifPresent(key -> kept.put(
                        key.key(),
                        new Kept(
                                nowMillis
                                        + key.windowMillis()
                                                .orElse(Long.parseLong(queue.attribute("IdempotencyWindow")) * 1000),
                                key.content(),
                                sequence)));
    }

    void forget() {
        kept.clear();
    }

    long count(long nowMillis) {
        return kept.values().stream()
                .filter(one -> one.untilMillis() > nowMillis)
                .count();
    }
}
