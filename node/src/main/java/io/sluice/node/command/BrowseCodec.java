package io.sluice.node.command;

import com.google.protobuf.UnsafeByteOperations;
import io.sluice.node.model.Limits;
import io.sluice.node.model.ResourceId;
import io.sluice.record.v1.BrowseCursorRecord;
import io.sluice.record.v1.BrowseQuery;
import io.sluice.record.v1.BrowsedOneRecord;
import io.sluice.record.v1.BrowsedRecord;
import io.sluice.record.v1.ReplyRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Bytes of looks at the messages of a queue. */
final class BrowseCodec {
    private BrowseCodec() {}

    static BrowseQuery toRecord(Query.Browse query) {
        BrowseQuery.Builder record = BrowseQuery.newBuilder()
                .setQueue(query.queue().value())
                .setGroup(query.filter().group())
                .setAgeMillisMin(query.filter().ageMillisMin())
                .setAgeMillisMax(query.filter().ageMillisMax())
                .setExpression(query.filter().expression())
                .setFrom(toRecord(query.from()))
                .setMessagesMax(query.messagesMax())
                .setBytesMax(query.bytesMax())
                .setScannedMax(query.scannedMax());
        query.filter().states().forEach(state -> record.addStates(state.number()));
        query.newest().ifPresent(record::setNewest);
        query.filter().selection().ifPresent(selection -> record.setSelection(PickingCodec.toRecord(selection)));
        return record.build();
    }

    static Query.Browse fromRecord(BrowseQuery record) {
        return new Query.Browse(
                new ResourceId(record.getQueue()),
                new BrowseFilter(
                        record.getStatesList().stream().map(BrowsedState::of).toList(),
                        record.getGroup(),
                        record.getAgeMillisMin(),
                        record.getAgeMillisMax(),
                        record.getExpression(),
                        record.hasSelection()
                                ? Optional.of(PickingCodec.fromRecord(record.getSelection()))
                                : Optional.empty()),
                fromRecord(record.getFrom()),
                record.hasNewest() ? OptionalLong.of(record.getNewest()) : OptionalLong.empty(),
                record.getMessagesMax(),
                record.getBytesMax(),
                record.getScannedMax());
    }

    static ReplyRecord toRecord(Reply.Browsed reply) {
        BrowsedRecord.Builder record = BrowsedRecord.newBuilder()
                .setNext(toRecord(reply.next()))
                .setMore(reply.more())
                .setScanned(reply.scanned())
                .setFailed(reply.failed())
                .setAtMillis(reply.atMillis());
        for (BrowseEntry one : reply.messages()) {
            record.addMessages(toRecord(one));
        }
        return ReplyRecord.newBuilder().setBrowsed(record).build();
    }

    static Reply.Browsed fromRecord(BrowsedRecord record) {
        List<BrowseEntry> messages = new ArrayList<>(record.getMessagesCount());
        record.getMessagesList().forEach(one -> messages.add(fromRecord(one)));
        return new Reply.Browsed(
                messages,
                fromRecord(record.getNext()),
                record.getMore(),
                record.getScanned(),
                record.getFailed(),
                record.getAtMillis());
    }

    private static BrowsedOneRecord toRecord(BrowseEntry one) {
        BrowsedOneRecord.Builder record = BrowsedOneRecord.newBuilder()
                .setSequence(one.sequence())
                .setState(one.state().number())
                .setReceives(one.receives())
                .setFirstReceivedMillis(one.firstReceivedMillis())
                .setLastReceivedMillis(one.lastReceivedMillis())
                .setDueMillis(one.dueMillis())
                .setHolder(one.holder())
                .setSentMillis(one.sentMillis())
                .setPayload(UnsafeByteOperations.unsafeWrap(one.payload().array()))
                .setEndMillis(one.endMillis())
                .addAllFailed(LifeCodec.toRecords(one.failed()));
        if (one.priority() != Limits.PRIORITY_DEFAULT) {
            record.setPriority(one.priority());
        }
        one.origin().ifPresent(origin -> record.setOrigin(ParcelCodec.toRecord(origin)));
        return record.build();
    }

    private static BrowseEntry fromRecord(BrowsedOneRecord record) {
        return new BrowseEntry(
                record.getSequence(),
                BrowsedState.of(record.getState()),
                record.getReceives(),
                record.getFirstReceivedMillis(),
                record.getLastReceivedMillis(),
                record.getDueMillis(),
                record.getHolder(),
                record.getSentMillis(),
                new Bytes(record.getPayload().toByteArray()),
                record.hasOrigin() ? Optional.of(ParcelCodec.fromRecord(record.getOrigin())) : Optional.empty(),
                record.getEndMillis(),
                LifeCodec.fromRecords(record.getFailedList()),
                record.hasPriority() ? record.getPriority() : Limits.PRIORITY_DEFAULT);
    }

    static BrowseCursorRecord toRecord(BrowseCursor cursor) {
        return BrowseCursorRecord.newBuilder()
                .setPrompt(cursor.prompt())
                .setArrived(cursor.arrived())
                .setLate(cursor.late())
                .build();
    }

    static BrowseCursor fromRecord(BrowseCursorRecord record) {
        return new BrowseCursor(record.getPrompt(), record.getArrived(), record.getLate());
    }
}
