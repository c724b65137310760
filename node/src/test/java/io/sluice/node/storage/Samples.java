package io.sluice.node.storage;

import io.sluice.node.model.ResourceId;
import io.sluice.node.state.Keys;
import io.sluice.node.state.RowCodec;
import io.sluice.node.state.Table;
import io.sluice.node.state.TableId;
import java.nio.ByteBuffer;
import java.util.List;

/** Tables with rows that are easily made and compared. */
final class Samples {
    /** A row: a number, and as many bytes as it says, each made from the number. */
    record Row(long number, int size) {}

    static final RowCodec<Row> ROWS = new RowCodec<>() {
        @Override
        public byte[] encode(Row row) {
            byte[] bytes = new byte[Long.BYTES + row.size()];
            ByteBuffer.wrap(bytes).putLong(row.number());
            for (int i = Long.BYTES; i < bytes.length; i++) {
                bytes[i] = (byte) (row.number() + i);
            }
            return bytes;
        }

        @Override
        public Row decode(byte[] bytes) {
            long number = ByteBuffer.wrap(bytes).getLong();
            for (int i = Long.BYTES; i < bytes.length; i++) {
                if (bytes[i] != (byte) (number + i)) {
                    throw new IllegalStateException("a torn row of " + number);
                }
            }
            return new Row(number, bytes.length - Long.BYTES);
        }

        @Override
        public int weight(Row row) {
            return 24 + row.size();
        }
    };

    static final Table<Keys.Only, Row> APPLIED = new Table<>(TableId.APPLIED, Keys.ONLY, ROWS);
    static final Table<Keys.Text, Row> NAMES = new Table<>(TableId.NAMES, Keys.TEXT, ROWS);
    static final Table<Keys.InResource, Row> LARGE = new Table<>(TableId.QUEUE_MESSAGES, Keys.IN_RESOURCE, ROWS);
    static final Table<Keys.InResource, Row> HELD = new Table<>(TableId.QUEUE_HELD, Keys.IN_RESOURCE, ROWS);
    static final Table<Keys.Due, Row> DUE = new Table<>(TableId.QUEUE_DUE, Keys.DUE, ROWS);
    static final List<Table<?, ?>> ALL = List.of(APPLIED, NAMES, LARGE, HELD, DUE);

    static final Keys.Only ONLY = new Keys.Only();

    private Samples() {}

    static Keys.InResource key(long resource, long number) {
        return new Keys.InResource(new ResourceId(resource), number);
    }

    static Keys.Due due(long resource, long millis, long number) {
        return new Keys.Due(new ResourceId(resource), millis, number);
    }

    /** Small bounds, so that a test spills often. */
    static StoreConfig small() {
        return new StoreConfig(16 << 10, 8 << 20, 4 << 20, 2, 1L << 30, 1, 128);
    }
}
