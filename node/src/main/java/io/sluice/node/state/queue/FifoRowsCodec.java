package io.sluice.node.state.queue;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import io.sluice.node.command.GroupCodec;
import io.sluice.node.command.GroupPolicy;
import io.sluice.node.command.Life;
import io.sluice.node.command.LifeCodec;
import io.sluice.node.command.QueueCommand.Receipt;
import io.sluice.node.state.RowCodec;
import io.sluice.record.v1.FifoEntryRecord;
import io.sluice.record.v1.FifoGroupRecord;
import io.sluice.record.v1.FifoMemoryLogRecord;
import io.sluice.record.v1.FifoMemoryRecord;
import io.sluice.record.v1.FifoNumberRecord;
import io.sluice.record.v1.FifoStateRecord;
import io.sluice.record.v1.ReceiptRecord;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/** Bytes of the rows that only FIFO queues have. */
final class FifoRowsCodec {
    static final RowCodec<FifoStateRow> STATE = codec(
            row -> {
                FifoStateRecord.Builder record = FifoStateRecord.newBuilder()
                        .setNextGroup(row.nextGroup())
                        .setNextReady(row.nextReady())
                        .setReadyFloor(row.readyFloor())
                        .setOffered(row.offered())
                        .setRipe(row.ripe())
                        .setRipeSentMillis(row.ripeSentMillis())
                        .setOldestFloor(row.oldestFloor())
                        .setNextMemory(row.nextMemory())
                        .setMemoryFloor(row.memoryFloor())
                        .setMemoryMillis(row.memoryMillis())
                        .setMemoryReused(row.memoryReused())
                        .setParked(row.parked());
                if (!row.policy().equals(GroupPolicy.AWS)) {
                    record.setPolicy(GroupCodec.toRecord(row.policy()));
                }
                row.review().ifPresent(review -> record.setReview(TenantRowsCodec.toRecord(review)));
                return record.build();
            },
            bytes -> {
                FifoStateRecord record = FifoStateRecord.parseFrom(bytes);
                return new FifoStateRow(
                        record.getNextGroup(),
                        record.getNextReady(),
                        record.getReadyFloor(),
                        record.getOffered(),
                        record.getRipe(),
                        record.getRipeSentMillis(),
                        record.getOldestFloor(),
                        record.getNextMemory(),
                        record.getMemoryFloor(),
                        record.getMemoryMillis(),
                        record.getMemoryReused(),
                        GroupCodec.fromRecord(record.getPolicy()),
                        record.getParked(),
                        record.hasReview()
                                ? Optional.of(TenantRowsCodec.fromRecord(record.getReview()))
                                : Optional.empty());
            },
            row -> 96);

    static final RowCodec<FifoNumberRow> NUMBER = codec(
            row -> FifoNumberRecord.newBuilder().setNumber(row.number()).build(),
            bytes -> new FifoNumberRow(FifoNumberRecord.parseFrom(bytes).getNumber()),
            // Its key may be a name of 128 characters.
            row -> 160);

    static final RowCodec<FifoGroupRow> GROUP = codec(
            row -> FifoGroupRecord.newBuilder()
                    .setName(row.name())
                    .setDelayed(row.delayed())
                    .setFresh(row.fresh())
                    .setFirstFresh(row.firstFresh())
                    .setLastFresh(row.lastFresh())
                    .setReturned(row.returned())
                    .setFirstReturned(row.firstReturned())
                    .setLeased(row.leased())
                    .setFirstLeased(row.firstLeased())
                    .setReady(row.ready())
                    .setParkedMillis(row.parkedMillis())
                    .setForgiven(row.forgiven())
                    .setForgivenLeases(row.forgivenLeases())
                    .setPaidMicros(row.paidMicros())
                    .setWakeMillis(row.wakeMillis())
                    .build(),
            bytes -> {
                FifoGroupRecord record = FifoGroupRecord.parseFrom(bytes);
                return new FifoGroupRow(
                        record.getName(),
                        record.getDelayed(),
                        record.getFresh(),
                        record.getFirstFresh(),
                        record.getLastFresh(),
                        record.getReturned(),
                        record.getFirstReturned(),
                        record.getLeased(),
                        record.getFirstLeased(),
                        record.getReady(),
                        record.getParkedMillis(),
                        record.getForgiven(),
                        record.getForgivenLeases(),
                        record.getPaidMicros(),
                        record.getWakeMillis());
            },
            row -> 128 + row.name().length());

    static final RowCodec<FifoEntryRow> ENTRY = codec(
            row -> {
                FifoEntryRecord.Builder record = FifoEntryRecord.newBuilder()
                        .setState(row.state().number())
                        .setGroup(row.group())
                        .setSentMillis(row.sentMillis())
                        .setLeases(row.leases())
                        .setFirstReceivedMillis(row.firstReceivedMillis())
                        .setLastReceivedMillis(row.lastReceivedMillis())
                        .setDueMillis(row.dueMillis())
                        .setNext(row.next())
                        .setPrevious(row.previous());
                if (!row.life().equals(Life.PLAIN)) {
                    record.setLife(LifeCodec.toRecord(row.life()));
                }
                return record.build();
            },
            bytes -> {
                FifoEntryRecord record = FifoEntryRecord.parseFrom(bytes);
                return new FifoEntryRow(
                        FifoEntryRow.State.of(record.getState()),
                        record.getGroup(),
                        record.getSentMillis(),
                        record.getLeases(),
                        record.getFirstReceivedMillis(),
                        record.getLastReceivedMillis(),
                        record.getDueMillis(),
                        record.getNext(),
                        record.getPrevious(),
                        record.hasLife() ? LifeCodec.fromRecord(record.getLife()) : Life.PLAIN);
            },
            row -> 88 + row.life().weight());

    static final RowCodec<FifoMemoryRow> MEMORY = codec(
            row -> {
                FifoMemoryRecord.Builder record = FifoMemoryRecord.newBuilder()
                        .setLog(row.log())
                        .setMillis(row.millis())
                        .setSequence(row.sequence())
                        .setDueMillis(row.dueMillis());
                for (Receipt receipt : row.receipts()) {
                    record.addReceipts(ReceiptRecord.newBuilder()
                            .setSequence(receipt.sequence())
                            .setLease(receipt.lease()));
                }
                return record.build();
            },
            bytes -> {
                FifoMemoryRecord record = FifoMemoryRecord.parseFrom(bytes);
                return new FifoMemoryRow(
                        record.getLog(),
                        record.getMillis(),
                        record.getSequence(),
                        record.getReceiptsList().stream()
                                .map(receipt -> new Receipt(receipt.getSequence(), receipt.getLease()))
                                .toList(),
                        record.getDueMillis());
            },
            // Its key may have 256 characters.
            row -> 192 + 40 * row.receipts().size());

    static final RowCodec<FifoMemoryLogRow> MEMORY_LOG = codec(
            row -> FifoMemoryLogRecord.newBuilder()
                    .setMillis(row.millis())
                    .addAllKeys(row.keys())
                    .build(),
            bytes -> {
                FifoMemoryLogRecord record = FifoMemoryLogRecord.parseFrom(bytes);
                return new FifoMemoryLogRow(record.getMillis(), record.getKeysList());
            },
            // The texts are those of the rows that they name, while both are in memory.
            row -> 64 + 16 * row.keys().size());

    private FifoRowsCodec() {}

    private interface Parser<V> {
        V parse(byte[] bytes) throws InvalidProtocolBufferException;
    }

    private static <V> RowCodec<V> codec(Function<V, MessageLite> encode, Parser<V> parser, ToIntFunction<V> weight) {
        return new RowCodec<>() {
            @Override
            public byte[] encode(V row) {
                return encode.apply(row).toByteArray();
            }

            @Override
            public V decode(byte[] bytes) {
                try {
                    return parser.parse(bytes);
                } catch (InvalidProtocolBufferException e) {
                    throw new IllegalStateException("unreadable row of a FIFO queue", e);
                }
            }

            @Override
            public int weight(V row) {
                return weight.applyAsInt(row);
            }
        };
    }
}
