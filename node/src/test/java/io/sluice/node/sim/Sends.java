package io.sluice.node.sim;

import io.sluice.node.command.Bytes;
import io.sluice.node.command.Command;
import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.QueueCommand.Outgoing;
import io.sluice.node.model.ResourceId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What clients send, drawn from chance. */
final class Sends {
    private final Chance chance;
    private final int batchMax;
    private long lastMessage;

    Sends(Chance chance, int batchMax) {
        this.chance = chance;
        this.batchMax = batchMax;
    }

    Command one(ResourceId queue) {
        List<Outgoing> messages = new ArrayList<>();
        int count = chance.percent(50) ? 1 : 1 + chance.below(batchMax);
        for (int i = 0; i < count; i++) {
            byte[] body = ("m" + ++lastMessage).getBytes(StandardCharsets.UTF_8);
            int sizeBytes = chance.percent(90) ? body.length : chance.one(List.of(1024, 1025, 1 << 20, (1 << 20) + 1));
            messages.add(maybeKeyed(
                    maybeMortal(Workload.isFifo(queue) ? inGroup(body, sizeBytes) : ofTenant(body, sizeBytes))));
        }
        return new QueueCommand.Send(queue, messages);
    }

    /** A lifetime that is often shorter than what is done with the message. */
    private Outgoing maybeMortal(Outgoing message) {
        return new Outgoing(
                message.payload(),
                message.sizeBytes(),
                message.delayMillis(),
                message.groupId(),
                message.deduplicationId(),
                message.byContent(),
                chance.millis(20, List.of(1L, 1_000L, 5_000L, 20_000L, 60_000L, 61_000L)),
                message.key(),
                message.priority());
    }

    /** A key that is often used before, mostly for the same. */
    private Outgoing maybeKeyed(Outgoing message) {
        if (chance.percent(80)) {
            return message;
        }
        Bytes content = new Bytes(new byte[] {(byte) (chance.percent(80) ? 0 : 1)});
        OptionalLong windowMillis = chance.millis(70, List.of(1L, 2_000L, 20_000L, 60_000L));
        return new Outgoing(
                message.payload(),
                message.sizeBytes(),
                message.delayMillis(),
                message.groupId(),
                message.deduplicationId(),
                message.byContent(),
                message.ttlMillis(),
                Optional.of(new QueueCommand.IdempotencyKey("k" + chance.below(8), windowMillis, content)),
                message.priority());
    }

    /** Half have no tenant, and most no priority. */
    private Outgoing ofTenant(byte[] body, int sizeBytes) {
        String tenant = chance.percent(50) ? "" : chance.one(Workload.GROUPS);
        int priority = chance.percent(70) ? 4 : chance.one(List.of(0, 1, 5, 9));
        return new Outgoing(
                new Bytes(body),
                sizeBytes,
                delay(),
                tenant,
                "",
                false,
                OptionalLong.empty(),
                Optional.empty(),
                priority);
    }

    private OptionalLong delay() {
        return chance.millis(20, List.of(0L, 1L, 1_000L, 7_000L, 900_000L));
    }

    /** Some repeat an id that may be remembered, and few have no group. */
    private Outgoing inGroup(byte[] body, int sizeBytes) {
        String group = chance.percent(1) ? "" : chance.one(Workload.GROUPS);
        boolean byContent = chance.percent(5);
        long id = chance.percent(20) ? Math.max(1, lastMessage - chance.below(40)) : lastMessage;
        String deduplicationId = (byContent ? "hash" : "id") + id;
        return new Outgoing(new Bytes(body), sizeBytes, OptionalLong.empty(), group, deduplicationId, byContent);
    }
}
