package io.sluice.node.state.queue;

import io.sluice.node.command.MoveState;
import io.sluice.node.command.ParcelCodec;
import io.sluice.node.command.PickingCodec;
import io.sluice.node.model.ResourceId;
import io.sluice.node.model.TabletId;
import io.sluice.node.state.RowCodec;
import io.sluice.record.v1.ArrivalsRecord;
import io.sluice.record.v1.MoveRecord;
import io.sluice.record.v1.RunningMoveRecord;
import java.util.Optional;

/** Bytes of the rows about dead letters and moves. */
final class MoveRowsCodec {
    static final RowCodec<RedriveRow> REDRIVE = QueueRowsCodec.codec(
            row -> io.sluice.record.v1.RedriveRow.newBuilder()
                    .setTarget(row.target().value())
                    .setTablet(row.tablet().value())
                    .setReceivesMax(row.receivesMax())
                    .setGone(row.goneMillis() != 0)
                    .setGoneMillis(row.goneMillis())
                    .setName(row.name())
                    .build(),
            bytes -> {
                io.sluice.record.v1.RedriveRow record = io.sluice.record.v1.RedriveRow.parseFrom(bytes);
                return new RedriveRow(
                        new ResourceId(record.getTarget()),
                        new TabletId(record.getTablet()),
                        record.getReceivesMax(),
                        record.getGone() && record.getGoneMillis() == 0 ? 1 : record.getGoneMillis(),
                        record.getName());
            });

    static final RowCodec<MoveRow> MOVE = QueueRowsCodec.codec(
            row -> {
                MoveRecord.Builder record = MoveRecord.newBuilder()
                        .setState(row.state().number())
                        .setPerSecond(row.perSecond())
                        .setStartedMillis(row.startedMillis())
                        .setToMove(row.toMove())
                        .setMoved(row.moved())
                        .setUnderWay(row.underWay())
                        .setPaidMillis(row.paidMillis())
                        .setFailure(row.failure());
                row.destination().ifPresent(to -> record.setDestination(ParcelCodec.toRecord(to)));
                row.picking().ifPresent(picking -> record.setPicking(PickingCodec.toRecord(picking)));
                return record.build();
            },
            bytes -> {
                MoveRecord record = MoveRecord.parseFrom(bytes);
                return new MoveRow(
                        MoveState.of(record.getState()),
                        new MoveRow.Terms(
                                record.hasDestination()
                                        ? Optional.of(ParcelCodec.fromRecord(record.getDestination()))
                                        : Optional.empty(),
                                record.getPerSecond(),
                                record.getStartedMillis(),
                                record.getToMove()),
                        new MoveRow.Progress(record.getMoved(), record.getUnderWay(), record.getPaidMillis()),
                        record.getFailure(),
                        record.hasPicking()
                                ? Optional.of(PickingCodec.fromRecord(record.getPicking()))
                                : Optional.empty());
            },
            row -> 256 + (row.picking().isPresent() ? 1024 : 0));

    static final RowCodec<RunningMoveRow> RUNNING = QueueRowsCodec.codec(
            row -> RunningMoveRecord.newBuilder().setNumber(row.number()).build(),
            bytes -> new RunningMoveRow(RunningMoveRecord.parseFrom(bytes).getNumber()));

    private MoveRowsCodec() {}

    static ArrivalsRecord toRecord(ArrivalsCount arrivals) {
        return ArrivalsRecord.newBuilder()
                .setNext(arrivals.next())
                .setCount(arrivals.count())
                .setFloorMillis(arrivals.floorMillis())
                .build();
    }

    static ArrivalsCount fromRecord(ArrivalsRecord record) {
        return new ArrivalsCount(record.getNext(), record.getCount(), record.getFloorMillis());
    }
}
