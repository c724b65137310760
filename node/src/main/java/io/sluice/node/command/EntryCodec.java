package io.sluice.node.command;

import com.google.protobuf.InvalidProtocolBufferException;
import io.sluice.node.model.RequestId;
import io.sluice.record.v1.EntryRecord;
import io.sluice.record.v1.ItemRecord;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Bytes of log entries and of their items. */
public final class EntryCodec {
    private EntryCodec() {}

    /** Bytes of an entry. */
    public static byte[] encode(Entry entry) {
        EntryRecord.Builder record = EntryRecord.newBuilder().setStampMillis(entry.stampMillis());
        entry.items().forEach(item -> record.addItems(toRecord(item)));
        return record.build().toByteArray();
    }

    /** The entry of these bytes. */
    public static Entry decode(ByteBuffer bytes) {
        try {
            EntryRecord record = EntryRecord.parseFrom(bytes);
            List<Entry.Item> items = new ArrayList<>(record.getItemsCount());
            for (ItemRecord item : record.getItemsList()) {
                items.add(fromRecord(item));
            }
            return new Entry(record.getStampMillis(), items);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("unreadable log entry", e);
        }
    }

    /** Bytes of one item: what travels between nodes and is put into an entry as it is. */
    public static byte[] encodeItem(RequestId requestId, Command command) {
        return toRecord(new Entry.Item(requestId, command)).toByteArray();
    }

    /** The item of these bytes. */
    public static Entry.Item decodeItem(byte[] bytes) {
        try {
            return fromRecord(ItemRecord.parseFrom(bytes));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("unreadable command", e);
        }
    }

    private static ItemRecord toRecord(Entry.Item item) {
        return ItemRecord.newBuilder()
                .setRequestClient(item.requestId().client())
                .setRequestCall(item.requestId().call())
                .setCommand(CommandCodec.toRecord(item.command()))
                .build();
    }

    private static Entry.Item fromRecord(ItemRecord record) {
        return new Entry.Item(
                new RequestId(record.getRequestClient(), record.getRequestCall()),
                CommandCodec.fromRecord(record.getCommand()));
    }
}
