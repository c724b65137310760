package io.sluice.node.state.queue;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.UnsafeByteOperations;
import io.sluice.node.command.Bytes;
import io.sluice.node.command.Delivery;
import io.sluice.node.command.DeliveryCodec;
import io.sluice.node.command.Life;
import io.sluice.node.command.LifeCodec;
import io.sluice.node.command.PairsCodec;
import io.sluice.node.command.ParcelCodec;
import io.sluice.node.model.Limits;
import io.sluice.node.state.RowCodec;
import io.sluice.record.v1.HeldRecord;
import io.sluice.record.v1.MessageRecord;
import io.sluice.record.v1.QueueSettingsRecord;
import io.sluice.record.v1.QueueStateRecord;
import io.sluice.record.v1.ReturnRecord;
import io.sluice.record.v1.SpanRecord;
import io.sluice.record.v1.SpansRecord;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/** Bytes of the rows of queues. */
final class QueueRowsCodec {
    static final RowCodec<QueueSettingsRow> SETTINGS = codec(
            row -> QueueSettingsRecord.newBuilder()
                    .setName(row.name())
                    .addAllAttributes(PairsCodec.toRecords(row.attributes()))
                    .addAllTags(PairsCodec.toRecords(row.tags()))
                    .setCreatedMillis(row.createdMillis())
                    .setModifiedMillis(row.modifiedMillis())
                    .build(),
            bytes -> {
                QueueSettingsRecord record = QueueSettingsRecord.parseFrom(bytes);
                return new QueueSettingsRow(
                        record.getName(),
                        PairsCodec.fromRecords(record.getAttributesList()),
                        PairsCodec.fromRecords(record.getTagsList()),
                        record.getCreatedMillis(),
                        record.getModifiedMillis());
            },
            row -> 128 + weight(row.attributes()) + weight(row.tags()));

    static final RowCodec<QueueStateRow> STATE = codec(
            row -> {
                QueueStateRecord.Builder record = QueueStateRecord.newBuilder()
                        .setNextSequence(row.nextSequence())
                        .setNextDelayed(row.nextDelayed())
                        .setCursor(row.cursor())
                        .setReturned(row.returned())
                        .setLeased(row.leased())
                        .setDelayed(row.delayed())
                        .setPurgedMillis(row.purgedMillis())
                        .setDueFloorMillis(row.dueFloorMillis())
                        .setReceives(row.receives())
                        .setPrompt(spans(row.prompt()))
                        .setLate(spans(row.late()))
                        .setNextReturn(row.nextReturn())
                        .setReturnFloor(row.returnFloor());
                if (!row.arrivals().equals(ArrivalsCount.NONE)) {
                    record.setArrivals(MoveRowsCodec.toRecord(row.arrivals()));
                }
                if (!row.delivery().equals(Delivery.FREE)) {
                    record.setDelivery(DeliveryCodec.toRecord(row.delivery()));
                }
                if (!row.keys().equals(KeysCount.NONE)) {
                    record.setKeys(SendKeyRowsCodec.toRecord(row.keys()));
                }
                if (!row.lifetimes().equals(LifetimesCount.NONE)) {
                    record.setLifetimes(SendKeyRowsCodec.toRecord(row.lifetimes()));
                }
                if (!row.tenants().equals(TenantsCount.NONE)) {
                    record.setTenants(TenantRowsCodec.toRecord(row.tenants()));
                }
                return record.build();
            },
            bytes -> {
                QueueStateRecord record = QueueStateRecord.parseFrom(bytes);
                return new QueueStateRow(
                        record.getNextSequence(),
                        record.getNextDelayed(),
                        record.getCursor(),
                        record.getReturned(),
                        record.getLeased(),
                        record.getDelayed(),
                        record.getPurgedMillis(),
                        record.getDueFloorMillis(),
                        record.getReceives(),
                        spans(record.getPrompt()),
                        spans(record.getLate()),
                        record.getNextReturn(),
                        record.getReturnFloor(),
                        record.hasArrivals() ? MoveRowsCodec.fromRecord(record.getArrivals()) : ArrivalsCount.NONE,
                        record.hasDelivery() ? DeliveryCodec.fromRecord(record.getDelivery()) : Delivery.FREE,
                        record.hasKeys() ? SendKeyRowsCodec.fromRecord(record.getKeys()) : KeysCount.NONE,
                        record.hasLifetimes()
                                ? SendKeyRowsCodec.fromRecord(record.getLifetimes())
                                : LifetimesCount.NONE,
                        record.hasTenants() ? TenantRowsCodec.fromRecord(record.getTenants()) : TenantsCount.NONE);
            });

    static final RowCodec<MessageRow> MESSAGE = codec(
            row -> {
                MessageRecord.Builder record = MessageRecord.newBuilder()
                        .setSentMillis(row.sentMillis())
                        .setPayload(
                                UnsafeByteOperations.unsafeWrap(row.payload().array()));
                row.origin().ifPresent(origin -> record.setOrigin(ParcelCodec.toRecord(origin)));
                row.redriven().ifPresent(redriven -> record.setRedriven(ParcelCodec.toRecord(redriven)));
                return record.build();
            },
            bytes -> {
                MessageRecord record = MessageRecord.parseFrom(bytes);
                ByteString payload = record.getPayload();
                return new MessageRow(
                        record.getSentMillis(),
                        new Bytes(payload.toByteArray()),
                        record.hasOrigin() ? Optional.of(ParcelCodec.fromRecord(record.getOrigin())) : Optional.empty(),
                        record.hasRedriven()
                                ? Optional.of(ParcelCodec.fromRecord(record.getRedriven()))
                                : Optional.empty());
            },
            row -> 64 + row.payload().size() + row.weight());

    static final RowCodec<HeldRow> HELD = codec(
            row -> {
                HeldRecord.Builder record = HeldRecord.newBuilder()
                        .setState(row.state().number())
                        .setLeases(row.leases())
                        .setFirstReceivedMillis(row.firstReceivedMillis())
                        .setLastReceivedMillis(row.lastReceivedMillis())
                        .setDueMillis(row.dueMillis())
                        .setReturnNumber(row.returnNumber())
                        .setTenant(row.rank().tenant());
                if (!row.life().equals(Life.PLAIN)) {
                    record.setLife(LifeCodec.toRecord(row.life()));
                }
                if (row.rank().priority() != Limits.PRIORITY_DEFAULT) {
                    record.setPriority(row.rank().priority());
                }
                return record.build();
            },
            bytes -> {
                HeldRecord record = HeldRecord.parseFrom(bytes);
                boolean plain = record.getTenant() == 0 && !record.hasPriority();
                return new HeldRow(
                        HeldRow.State.of(record.getState()),
                        record.getLeases(),
                        record.getFirstReceivedMillis(),
                        record.getLastReceivedMillis(),
                        record.getDueMillis(),
                        record.getReturnNumber(),
                        record.hasLife() ? LifeCodec.fromRecord(record.getLife()) : Life.PLAIN,
                        plain
                                ? Rank.PLAIN
                                : new Rank(
                                        record.getTenant(),
                                        record.hasPriority() ? record.getPriority() : Limits.PRIORITY_DEFAULT));
            },
            row -> 64 + row.life().weight());

    static final RowCodec<ReturnRow> RETURN = codec(
            row -> ReturnRecord.newBuilder().setSequence(row.sequence()).build(),
            bytes -> new ReturnRow(ReturnRecord.parseFrom(bytes).getSequence()));

    static final RowCodec<SpanRow> SPAN = codec(
            row -> SpanRecord.newBuilder().setFirstMillis(row.firstMillis()).build(),
            bytes -> new SpanRow(SpanRecord.parseFrom(bytes).getFirstMillis()));

    private QueueRowsCodec() {}

    /** Reads a record. */
    interface Parser<V> {
        V parse(byte[] bytes) throws InvalidProtocolBufferException;
    }

    private static SpansRecord spans(QueueStateRow.Spans spans) {
        return SpansRecord.newBuilder()
                .setFirst(spans.first())
                .setFirstMillis(spans.firstMillis())
                .setLastMillis(spans.lastMillis())
                .build();
    }

    private static QueueStateRow.Spans spans(SpansRecord record) {
        return new QueueStateRow.Spans(record.getFirst(), record.getFirstMillis(), record.getLastMillis());
    }

    private static int weight(SortedMap<String, String> pairs) {
        int bytes = 0;
        for (Map.Entry<String, String> pair : pairs.entrySet()) {
            bytes += 128 + pair.getKey().length() + pair.getValue().length();
        }
        return bytes;
    }

    static <V> RowCodec<V> codec(Function<V, MessageLite> encode, Parser<V> parser) {
        return codec(encode, parser, row -> 64);
    }

    static <V> RowCodec<V> codec(Function<V, MessageLite> encode, Parser<V> parser, ToIntFunction<V> weight) {
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
                    throw new IllegalStateException("unreadable queue row", e);
                }
            }

            @Override
            public int weight(V row) {
                return weight.applyAsInt(row);
            }
        };
    }
}
