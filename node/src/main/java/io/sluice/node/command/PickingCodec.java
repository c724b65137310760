package io.sluice.node.command;

import io.sluice.node.model.ResourceId;
import io.sluice.record.v1.GraveRecord;
import io.sluice.record.v1.GravesRecord;
import io.sluice.record.v1.IdentityRecord;
import io.sluice.record.v1.PickPassRecord;
import io.sluice.record.v1.PickRecord;
import io.sluice.record.v1.PickingRecord;
import io.sluice.record.v1.RedriveIdRecord;
import io.sluice.record.v1.ReplyRecord;
import io.sluice.record.v1.SelectionRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Bytes of what is said about picked dead letters, in commands, replies and rows. */
public final class PickingCodec {
    private PickingCodec() {}

    static SelectionRecord toRecord(Selection selection) {
        SelectionRecord.Builder record = SelectionRecord.newBuilder()
                .addAllReasons(selection.reasons())
                .addAllSources(selection.sources())
                .addAllIds(ids(selection.ids()));
        selection
                .broughtBy()
                .ifPresent(by -> record.setBroughtBy(RedriveIdRecord.newBuilder()
                        .setQueue(by.queue().value())
                        .setNumber(by.number())));
        return record.build();
    }

    static Selection fromRecord(SelectionRecord record) {
        return new Selection(
                record.getReasonsList(),
                record.getSourcesList(),
                idsOf(record.getIdsList()),
                record.hasBroughtBy()
                        ? Optional.of(new Selection.Redrive(
                                new ResourceId(record.getBroughtBy().getQueue()),
                                record.getBroughtBy().getNumber()))
                        : Optional.empty());
    }

    private static List<IdentityRecord> ids(List<Selection.Id> ids) {
        return ids.stream()
                .map(id -> IdentityRecord.newBuilder()
                        .setQueue(id.queue().value())
                        .setSequence(id.sequence())
                        .build())
                .toList();
    }

    private static List<Selection.Id> idsOf(List<IdentityRecord> records) {
        return records.stream()
                .map(id -> new Selection.Id(new ResourceId(id.getQueue()), id.getSequence()))
                .toList();
    }

    /** Record of how a move picks. */
    public static PickingRecord toRecord(Picking picking) {
        return PickingRecord.newBuilder()
                .setFilter(BrowseCodec.toRecord(new Query.Browse(
                        Origin.NOBODY, picking.filter(), picking.cursor(), OptionalLong.empty(), 0, 0, 0)))
                .setCursor(BrowseCodec.toRecord(picking.cursor()))
                .setScanned(picking.scanned())
                .setDone(picking.done())
                .addAllTargets(picking.targets())
                .setPass(PickPassRecord.newBuilder()
                        .setUntil(BrowseCodec.toRecord(picking.pass().until()))
                        .setPassedOver(picking.pass().passedOver())
                        .addAllGroups(picking.pass().groups())
                        .setNotBeforeMillis(picking.pass().notBeforeMillis())
                        .setProgressMillis(picking.pass().progressMillis()))
                .build();
    }

    /** How a move picks, of a record. */
    public static Picking fromRecord(PickingRecord record) {
        return new Picking(
                BrowseCodec.fromRecord(record.getFilter()).filter(),
                BrowseCodec.fromRecord(record.getCursor()),
                record.getScanned(),
                record.getDone(),
                record.getTargetsList(),
                pass(record));
    }

    /** What began before there were passes makes one, to the end of its queue. */
    private static PickPass pass(PickingRecord record) {
        PickPassRecord pass = record.getPass();
        return record.hasPass()
                ? new PickPass(
                        BrowseCodec.fromRecord(pass.getUntil()),
                        pass.getPassedOver(),
                        pass.getGroupsList(),
                        pass.getNotBeforeMillis(),
                        pass.getProgressMillis())
                : PickPass.first(BrowseCursor.END, 0);
    }

    static ReplyRecord toRecord(Reply.Pick reply) {
        return ReplyRecord.newBuilder()
                .setPick(PickRecord.newBuilder()
                        .setNumber(reply.number())
                        .setPicking(toRecord(reply.picking()))
                        .setMost(reply.most()))
                .build();
    }

    static Reply.Pick fromRecord(PickRecord record) {
        return new Reply.Pick(record.getNumber(), fromRecord(record.getPicking()), record.getMost());
    }

    static ReplyRecord toRecord(Reply.Graves reply) {
        GravesRecord.Builder record = GravesRecord.newBuilder()
                .setNext(BrowseCodec.toRecord(reply.next()))
                .setMore(reply.more())
                .setScanned(reply.scanned())
                .setFailed(reply.failed())
                .setAtMillis(reply.atMillis());
        for (Grave grave : reply.graves()) {
            record.addGraves(GraveRecord.newBuilder()
                    .setReason(grave.reason())
                    .setSource(grave.source())
                    .setCount(grave.count())
                    .setFirstMillis(grave.firstMillis())
                    .setLastMillis(grave.lastMillis())
                    .addAllIds(ids(grave.ids())));
        }
        return ReplyRecord.newBuilder().setGraves(record).build();
    }

    static Reply.Graves fromRecord(GravesRecord record) {
        List<Grave> graves = new ArrayList<>(record.getGravesCount());
        for (GraveRecord one : record.getGravesList()) {
            graves.add(new Grave(
                    one.getReason(),
                    one.getSource(),
                    one.getCount(),
                    one.getFirstMillis(),
                    one.getLastMillis(),
                    idsOf(one.getIdsList())));
        }
        return new Reply.Graves(
                graves,
                BrowseCodec.fromRecord(record.getNext()),
                record.getMore(),
                record.getScanned(),
                record.getFailed(),
                record.getAtMillis());
    }
}
