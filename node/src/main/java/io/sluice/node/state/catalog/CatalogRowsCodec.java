package io.sluice.node.state.catalog;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import io.sluice.node.command.AccessKey;
import io.sluice.node.command.AccessKeyCodec;
import io.sluice.node.model.NodeId;
import io.sluice.node.model.ResourceId;
import io.sluice.node.model.ResourceKind;
import io.sluice.node.model.ResourceName;
import io.sluice.node.model.TabletId;
import io.sluice.node.state.RowCodec;
import io.sluice.record.v1.AccessKeyRecord;
import io.sluice.record.v1.ActiveMoveRecord;
import io.sluice.record.v1.BlockRecord;
import io.sluice.record.v1.ClusterRecord;
import io.sluice.record.v1.NameRecord;
import io.sluice.record.v1.NodeRecord;
import io.sluice.record.v1.SourceLinkRecord;
import io.sluice.record.v1.TabletRecord;
import java.util.function.Function;

/** Bytes of the catalog's rows. */
final class CatalogRowsCodec {
    static final RowCodec<ClusterRow> CLUSTER = codec(
            row -> ClusterRecord.newBuilder()
                    .setClusterId(row.clusterId())
                    .setSecret(row.secret())
                    .setNextResource(row.nextResource())
                    .setNextTablet(row.nextTablet())
                    .setResources(row.resources())
                    .setNextBlock(row.nextBlock())
                    .setBlockFloor(row.blockFloor())
                    .build(),
            bytes -> {
                ClusterRecord record = ClusterRecord.parseFrom(bytes);
                return new ClusterRow(
                        record.getClusterId(),
                        record.getSecret(),
                        record.getNextResource(),
                        record.getNextTablet(),
                        record.getResources(),
                        record.getNextBlock(),
                        record.getBlockFloor());
            });

    static final RowCodec<NodeRow> NODE = codec(
            row -> NodeRecord.newBuilder().setDraining(row.draining()).build(),
            bytes -> new NodeRow(NodeRecord.parseFrom(bytes).getDraining()));

    static final RowCodec<TabletRow> TABLET = codec(
            row -> {
                TabletRecord.Builder record = TabletRecord.newBuilder().setResources(row.resources());
                row.members().forEach(member -> record.addMembers(member.value()));
                row.confirmed().forEach(member -> record.addConfirmed(member.value()));
                return record.build();
            },
            bytes -> {
                TabletRecord record = TabletRecord.parseFrom(bytes);
                return new TabletRow(
                        record.getMembersList().stream().map(NodeId::new).toList(),
                        record.getConfirmedList().stream().map(NodeId::new).toList(),
                        record.getResources());
            });

    static final RowCodec<ResourceRow> RESOURCE = codec(
            row -> io.sluice.record.v1.ResourceRow.newBuilder()
                    .setKind(row.name().kind().number())
                    .setAccount(row.name().account())
                    .setName(row.name().name())
                    .setTablet(row.tablet().value())
                    .setState(row.state().number())
                    .build(),
            bytes -> {
                io.sluice.record.v1.ResourceRow record = io.sluice.record.v1.ResourceRow.parseFrom(bytes);
                return new ResourceRow(
                        new ResourceName(ResourceKind.of(record.getKind()), record.getAccount(), record.getName()),
                        new TabletId(record.getTablet()),
                        ResourceRow.State.of(record.getState()));
            });

    static final RowCodec<NameRow> NAME = codec(
            row -> NameRecord.newBuilder()
                    .setResource(row.resource().value())
                    .setBlockedUntilMillis(row.blockedUntilMillis())
                    .build(),
            bytes -> {
                NameRecord record = NameRecord.parseFrom(bytes);
                return new NameRow(new ResourceId(record.getResource()), record.getBlockedUntilMillis());
            });

    static final RowCodec<SourceLinkRow> SOURCE_LINK = codec(
            row -> SourceLinkRecord.newBuilder().setSourceKey(row.sourceKey()).build(),
            bytes -> new SourceLinkRow(SourceLinkRecord.parseFrom(bytes).getSourceKey()));

    static final RowCodec<BlockRow> BLOCK = codec(
            row -> BlockRecord.newBuilder()
                    .setNameKey(row.nameKey())
                    .setUntilMillis(row.untilMillis())
                    .build(),
            bytes -> {
                BlockRecord record = BlockRecord.parseFrom(bytes);
                return new BlockRow(record.getNameKey(), record.getUntilMillis());
            });

    static final RowCodec<ActiveMoveRow> ACTIVE_MOVE = codec(
            row -> ActiveMoveRecord.newBuilder()
                    .setUntilMillis(row.untilMillis())
                    .build(),
            bytes -> new ActiveMoveRow(ActiveMoveRecord.parseFrom(bytes).getUntilMillis()));

    static final RowCodec<AccessKey> ACCESS_KEY =
            codec(AccessKeyCodec::toRecord, bytes -> AccessKeyCodec.fromRecord(AccessKeyRecord.parseFrom(bytes)));

    private CatalogRowsCodec() {}

    private interface Parser<V> {
        V parse(byte[] bytes) throws InvalidProtocolBufferException;
    }

    private static <V> RowCodec<V> codec(Function<V, MessageLite> encode, Parser<V> parser) {
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
                    throw new IllegalStateException("unreadable catalog row", e);
                }
            }
        };
    }
}
