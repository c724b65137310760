package io.sluice.node.command;

import io.sluice.node.model.ResourceId;
import io.sluice.node.model.TabletId;
import io.sluice.record.v1.AcceptedRecord;
import io.sluice.record.v1.MoveCancelledRecord;
import io.sluice.record.v1.MoveReplyRecord;
import io.sluice.record.v1.MoveStartedRecord;
import io.sluice.record.v1.MovesRecord;
import io.sluice.record.v1.MovingRecord;
import io.sluice.record.v1.ParcelsRecord;
import io.sluice.record.v1.ReplyRecord;
import io.sluice.record.v1.UnfinishedRecord;
import java.util.List;
import java.util.Optional;

/** Bytes of the replies about parcels and moves. */
final class MoveRepliesCodec {
    private MoveRepliesCodec() {}

    static ReplyRecord toRecord(Reply.Accepted reply) {
        return ReplyRecord.newBuilder()
                .setAccepted(AcceptedRecord.newBuilder().addAllRefused(reply.refused()))
                .build();
    }

    static ReplyRecord toRecord(Reply.MoveStarted reply) {
        return ReplyRecord.newBuilder()
                .setMoveStarted(MoveStartedRecord.newBuilder().setNumber(reply.number()))
                .build();
    }

    static ReplyRecord toRecord(Reply.MoveCancelled reply) {
        return ReplyRecord.newBuilder()
                .setMoveCancelled(MoveCancelledRecord.newBuilder().setMoved(reply.moved()))
                .build();
    }

    static ReplyRecord toRecord(Reply.Moves reply) {
        MovesRecord.Builder moves = MovesRecord.newBuilder();
        for (MoveEntry move : reply.moves()) {
            MoveReplyRecord.Builder one = MoveReplyRecord.newBuilder()
                    .setNumber(move.number())
                    .setState(move.state().number())
                    .setDestination(move.destination())
                    .setPerSecond(move.perSecond())
                    .setStartedMillis(move.startedMillis())
                    .setToMove(move.toMove())
                    .setMoved(move.moved())
                    .setFailure(move.failure());
            move.picking().ifPresent(picking -> one.setPicking(PickingCodec.toRecord(picking)));
            moves.addMoves(one);
        }
        return ReplyRecord.newBuilder().setMoves(moves).build();
    }

    static Reply.Moves fromRecord(MovesRecord record) {
        return new Reply.Moves(record.getMovesList().stream()
                .map(move -> new MoveEntry(
                        move.getNumber(),
                        MoveState.of(move.getState()),
                        move.getDestination(),
                        move.getPerSecond(),
                        move.getStartedMillis(),
                        move.getToMove(),
                        move.getMoved(),
                        move.getFailure(),
                        move.hasPicking() ? Optional.of(PickingCodec.fromRecord(move.getPicking())) : Optional.empty()))
                .toList());
    }

    static ReplyRecord toRecord(Reply.Unfinished reply) {
        UnfinishedRecord.Builder unfinished = UnfinishedRecord.newBuilder();
        reply.destinations().forEach(tablet -> unfinished.addDestinations(tablet.value()));
        reply.moving()
                .forEach(moving -> unfinished.addMoving(MovingRecord.newBuilder()
                        .setResource(moving.resource().value())
                        .setNextMillis(moving.nextMillis())));
        reply.scheduled()
                .forEach(scheduled -> unfinished.addScheduled(MovingRecord.newBuilder()
                        .setResource(scheduled.resource().value())
                        .setNextMillis(scheduled.nextMillis())));
        return ReplyRecord.newBuilder().setUnfinished(unfinished).build();
    }

    static Reply.Unfinished fromRecord(UnfinishedRecord record) {
        return new Reply.Unfinished(
                record.getDestinationsList().stream().map(TabletId::new).toList(),
                moving(record.getMovingList()),
                moving(record.getScheduledList()));
    }

    private static List<Reply.Moving> moving(List<MovingRecord> records) {
        return records.stream()
                .map(one -> new Reply.Moving(new ResourceId(one.getResource()), one.getNextMillis()))
                .toList();
    }

    static ReplyRecord toRecord(Reply.Parcels reply) {
        return ReplyRecord.newBuilder()
                .setParcels(ParcelsRecord.newBuilder()
                        .setFirst(reply.first())
                        .addAllParcels(ParcelCodec.toRecords(reply.parcels())))
                .build();
    }

    static Reply.Parcels fromRecord(ParcelsRecord record) {
        return new Reply.Parcels(record.getFirst(), ParcelCodec.fromRecords(record.getParcelsList()));
    }
}
