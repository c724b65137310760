package io.sluice.node.command;

import com.google.protobuf.UnsafeByteOperations;
import io.sluice.node.model.Limits;
import io.sluice.node.model.ResourceId;
import io.sluice.node.model.TabletId;
import io.sluice.record.v1.CancelMoveRecord;
import io.sluice.record.v1.CommandRecord;
import io.sluice.record.v1.HidingRecord;
import io.sluice.record.v1.IdempotencyKeyRecord;
import io.sluice.record.v1.MovePickedRecord;
import io.sluice.record.v1.OutgoingRecord;
import io.sluice.record.v1.QueueConfigureRecord;
import io.sluice.record.v1.QueueCreateRecord;
import io.sluice.record.v1.QueueDeleteRecord;
import io.sluice.record.v1.QueueHideRecord;
import io.sluice.record.v1.QueuePolicyRecord;
import io.sluice.record.v1.QueueReceiveRecord;
import io.sluice.record.v1.QueueSendRecord;
import io.sluice.record.v1.QueueTagRecord;
import io.sluice.record.v1.QueueUntagRecord;
import io.sluice.record.v1.ReceiptRecord;
import io.sluice.record.v1.RedriveRecord;
import io.sluice.record.v1.StartMoveRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Bytes of the commands of queues. */
final class QueueCommandCodec {
    private QueueCommandCodec() {}

    static CommandRecord toRecord(QueueCommand command) {
        return command.accept(ToRecord.INSTANCE, CommandRecord.newBuilder());
    }

    static QueueCommand fromRecord(CommandRecord record) {
        return switch (record.getCommandCase()) {
            case QUEUE_CREATE -> create(record.getQueueCreate());
            case QUEUE_CONFIGURE ->
                new QueueCommand.Configure(
                        new ResourceId(record.getQueueConfigure().getQueue()),
                        PairsCodec.fromRecords(record.getQueueConfigure().getAttributesList()),
                        record.getQueueConfigure().hasRedrive()
                                ? Optional.of(redrive(record.getQueueConfigure().getRedrive()))
                                : Optional.empty());
            case QUEUE_SEND -> send(record.getQueueSend());
            case QUEUE_RECEIVE -> receive(record.getQueueReceive());
            case QUEUE_DELETE -> delete(record.getQueueDelete());
            case QUEUE_HIDE -> hide(record.getQueueHide());
            case QUEUE_PURGE -> new QueueCommand.Purge(CommandCodec.resource(record.getQueuePurge()));
            case START_MOVE -> startMove(record.getStartMove());
            case MOVE_PICKED -> movePicked(record.getMovePicked());
            case CANCEL_MOVE ->
                new QueueCommand.CancelMove(
                        new ResourceId(record.getCancelMove().getQueue()),
                        record.getCancelMove().getNumber());
            case SET_DELIVERY -> DeliveryCodec.fromRecord(record.getSetDelivery());
            case GROUP_CHANGE -> GroupCodec.fromRecord(record.getGroupChange());
            case QUEUE_TAG ->
                new QueueCommand.Tag(
                        new ResourceId(record.getQueueTag().getQueue()),
                        PairsCodec.fromRecords(record.getQueueTag().getTagsList()));
            case QUEUE_UNTAG ->
                new QueueCommand.Untag(
                        new ResourceId(record.getQueueUntag().getQueue()),
                        record.getQueueUntag().getKeysList());
            case QUEUE_POLICY ->
                new QueueCommand.ReplacePolicy(
                        new ResourceId(record.getQueuePolicy().getQueue()),
                        record.getQueuePolicy().getExpected(),
                        record.getQueuePolicy().getReplacement());
            default -> throw new IllegalStateException("not a queue's command: " + record.getCommandCase());
        };
    }

    private static QueueCommand create(QueueCreateRecord record) {
        return new QueueCommand.Create(
                new ResourceId(record.getQueue()),
                record.getName(),
                PairsCodec.fromRecords(record.getAttributesList()),
                PairsCodec.fromRecords(record.getTagsList()),
                record.hasRedrive() ? Optional.of(redrive(record.getRedrive())) : Optional.empty());
    }

    private static QueueCommand.Redrive redrive(RedriveRecord record) {
        return new QueueCommand.Redrive(
                new ResourceId(record.getTarget()),
                new TabletId(record.getTablet()),
                record.getReceivesMax(),
                record.getName());
    }

    private static RedriveRecord redrive(QueueCommand.Redrive redrive) {
        return RedriveRecord.newBuilder()
                .setTarget(redrive.target().value())
                .setTablet(redrive.tablet().value())
                .setReceivesMax(redrive.receivesMax())
                .setName(redrive.name())
                .build();
    }

    private static QueueCommand startMove(StartMoveRecord record) {
        return new QueueCommand.StartMove(
                new ResourceId(record.getQueue()),
                record.hasDestination()
                        ? Optional.of(ParcelCodec.fromRecord(record.getDestination()))
                        : Optional.empty(),
                record.getPerSecond(),
                record.hasPicking()
                        ? Optional.of(
                                PickingCodec.fromRecord(record.getPicking()).filter())
                        : Optional.empty());
    }

    private static QueueCommand movePicked(MovePickedRecord record) {
        return new QueueCommand.MovePicked(
                new ResourceId(record.getQueue()),
                record.getNumber(),
                BrowseCodec.fromRecord(record.getFrom()),
                record.getSequencesList(),
                BrowseCodec.fromRecord(record.getNext()),
                record.getMore(),
                record.getScanned());
    }

    private static QueueCommand send(QueueSendRecord record) {
        List<QueueCommand.Outgoing> messages = new ArrayList<>(record.getMessagesCount());
        for (OutgoingRecord one : record.getMessagesList()) {
            messages.add(outgoing(one));
        }
        return new QueueCommand.Send(new ResourceId(record.getQueue()), messages);
    }

    static QueueCommand.Outgoing outgoing(OutgoingRecord one) {
        return new QueueCommand.Outgoing(
                new Bytes(one.getPayload().toByteArray()),
                one.getSizeBytes(),
                one.hasDelayMillis() ? OptionalLong.of(one.getDelayMillis()) : OptionalLong.empty(),
                one.getGroupId(),
                one.getDeduplicationId(),
                one.getByContent(),
                one.hasTtlMillis() ? OptionalLong.of(one.getTtlMillis()) : OptionalLong.empty(),
                one.hasKey() ? Optional.of(key(one.getKey())) : Optional.empty(),
                one.hasPriority() ? one.getPriority() : Limits.PRIORITY_DEFAULT);
    }

    private static QueueCommand.IdempotencyKey key(IdempotencyKeyRecord record) {
        return new QueueCommand.IdempotencyKey(
                record.getKey(),
                record.hasWindowMillis() ? OptionalLong.of(record.getWindowMillis()) : OptionalLong.empty(),
                new Bytes(record.getContent().toByteArray()));
    }

    private static IdempotencyKeyRecord key(QueueCommand.IdempotencyKey key) {
        IdempotencyKeyRecord.Builder record = IdempotencyKeyRecord.newBuilder()
                .setKey(key.key())
                .setContent(UnsafeByteOperations.unsafeWrap(key.content().array()));
        key.windowMillis().ifPresent(record::setWindowMillis);
        return record.build();
    }

    static OutgoingRecord outgoing(QueueCommand.Outgoing message) {
        OutgoingRecord.Builder one = OutgoingRecord.newBuilder()
                .setPayload(UnsafeByteOperations.unsafeWrap(message.payload().array()))
                .setSizeBytes(message.sizeBytes())
                .setGroupId(message.groupId())
                .setDeduplicationId(message.deduplicationId())
                .setByContent(message.byContent());
        message.delayMillis().ifPresent(one::setDelayMillis);
        message.ttlMillis().ifPresent(one::setTtlMillis);
        message.key().ifPresent(key -> one.setKey(key(key)));
        if (message.priority() != Limits.PRIORITY_DEFAULT) {
            one.setPriority(message.priority());
        }
        return one.build();
    }

    private static Patience patience(QueueReceiveRecord record) {
        if (record.getAsTheQueue()) {
            return Patience.AS_THE_QUEUE;
        }
        return record.getPatient() ? Patience.LONG : Patience.SHORT;
    }

    private static QueueCommand receive(QueueReceiveRecord record) {
        return new QueueCommand.Receive(
                new ResourceId(record.getQueue()),
                record.getMessagesMax(),
                record.hasVisibilityMillis() ? OptionalLong.of(record.getVisibilityMillis()) : OptionalLong.empty(),
                patience(record),
                record.getAttemptId(),
                record.getConsumer());
    }

    private static QueueCommand delete(QueueDeleteRecord record) {
        List<QueueCommand.Receipt> receipts = new ArrayList<>(record.getReceiptsCount());
        for (ReceiptRecord receipt : record.getReceiptsList()) {
            receipts.add(new QueueCommand.Receipt(receipt.getSequence(), receipt.getLease()));
        }
        return new QueueCommand.Delete(new ResourceId(record.getQueue()), receipts, record.getStrict());
    }

    private static QueueCommand hide(QueueHideRecord record) {
        List<QueueCommand.Hiding> hidings = new ArrayList<>(record.getHidingsCount());
        for (HidingRecord hiding : record.getHidingsList()) {
            hidings.add(new QueueCommand.Hiding(
                    new QueueCommand.Receipt(
                            hiding.getReceipt().getSequence(),
                            hiding.getReceipt().getLease()),
                    hiding.getVisibilityMillis()));
        }
        return new QueueCommand.ChangeVisibility(
                new ResourceId(record.getQueue()), hidings, record.getStrict(), record.getReason());
    }

    private enum ToRecord implements QueueCommand.Rules<CommandRecord.Builder, CommandRecord> {
        INSTANCE;

        @Override
        public CommandRecord create(QueueCommand.Create command, CommandRecord.Builder record) {
            QueueCreateRecord.Builder create = QueueCreateRecord.newBuilder()
                    .setQueue(command.queue().value())
                    .setName(command.name())
                    .addAllAttributes(PairsCodec.toRecords(command.attributes()))
                    .addAllTags(PairsCodec.toRecords(command.tags()));
            command.redrive().ifPresent(redrive -> create.setRedrive(redrive(redrive)));
            return record.setQueueCreate(create).build();
        }

        @Override
        public CommandRecord configure(QueueCommand.Configure command, CommandRecord.Builder record) {
            QueueConfigureRecord.Builder configure = QueueConfigureRecord.newBuilder()
                    .setQueue(command.queue().value())
                    .addAllAttributes(PairsCodec.toRecords(command.attributes()));
            command.redrive().ifPresent(redrive -> configure.setRedrive(redrive(redrive)));
            return record.setQueueConfigure(configure).build();
        }

        @Override
        public CommandRecord send(QueueCommand.Send command, CommandRecord.Builder record) {
            QueueSendRecord.Builder send =
                    QueueSendRecord.newBuilder().setQueue(command.queue().value());
            command.messages().forEach(message -> send.addMessages(outgoing(message)));
            return record.setQueueSend(send).build();
        }

        @Override
        public CommandRecord receive(QueueCommand.Receive command, CommandRecord.Builder record) {
            QueueReceiveRecord.Builder receive = QueueReceiveRecord.newBuilder()
                    .setQueue(command.queue().value())
                    .setMessagesMax(command.messagesMax())
                    .setPatient(command.patience() == Patience.LONG)
                    .setAsTheQueue(command.patience() == Patience.AS_THE_QUEUE)
                    .setAttemptId(command.attemptId())
                    .setConsumer(command.consumer());
            command.visibilityMillis().ifPresent(receive::setVisibilityMillis);
            return record.setQueueReceive(receive).build();
        }

        @Override
        public CommandRecord delete(QueueCommand.Delete command, CommandRecord.Builder record) {
            QueueDeleteRecord.Builder delete = QueueDeleteRecord.newBuilder()
                    .setQueue(command.queue().value())
                    .setStrict(command.strict());
            command.receipts().forEach(receipt -> delete.addReceipts(receipt(receipt)));
            return record.setQueueDelete(delete).build();
        }

        @Override
        public CommandRecord changeVisibility(QueueCommand.ChangeVisibility command, CommandRecord.Builder record) {
            QueueHideRecord.Builder hide = QueueHideRecord.newBuilder()
                    .setQueue(command.queue().value())
                    .setReason(command.reason())
                    .setStrict(command.strict());
            command.hidings()
                    .forEach(hiding -> hide.addHidings(HidingRecord.newBuilder()
                            .setReceipt(receipt(hiding.receipt()))
                            .setVisibilityMillis(hiding.visibilityMillis())));
            return record.setQueueHide(hide).build();
        }

        @Override
        public CommandRecord purge(QueueCommand.Purge command, CommandRecord.Builder record) {
            return record.setQueuePurge(CommandCodec.resource(command.queue())).build();
        }

        @Override
        public CommandRecord startMove(QueueCommand.StartMove command, CommandRecord.Builder record) {
            StartMoveRecord.Builder start = StartMoveRecord.newBuilder()
                    .setQueue(command.queue().value())
                    .setPerSecond(command.perSecond());
            command.destination().ifPresent(to -> start.setDestination(ParcelCodec.toRecord(to)));
            command.picks()
                    .ifPresent(filter ->
                            start.setPicking(PickingCodec.toRecord(Picking.begin(filter, BrowseCursor.END, 0))));
            return record.setStartMove(start).build();
        }

        @Override
        public CommandRecord movePicked(QueueCommand.MovePicked command, CommandRecord.Builder record) {
            return record.setMovePicked(MovePickedRecord.newBuilder()
                            .setQueue(command.queue().value())
                            .setNumber(command.number())
                            .setFrom(BrowseCodec.toRecord(command.from()))
                            .addAllSequences(command.sequences())
                            .setNext(BrowseCodec.toRecord(command.next()))
                            .setMore(command.more())
                            .setScanned(command.scanned()))
                    .build();
        }

        @Override
        public CommandRecord cancelMove(QueueCommand.CancelMove command, CommandRecord.Builder record) {
            return record.setCancelMove(CancelMoveRecord.newBuilder()
                            .setQueue(command.queue().value())
                            .setNumber(command.number()))
                    .build();
        }

        @Override
        public CommandRecord setDelivery(QueueCommand.SetDelivery command, CommandRecord.Builder record) {
            return record.setSetDelivery(DeliveryCodec.toRecord(command)).build();
        }

        @Override
        public CommandRecord changeGroups(QueueCommand.ChangeGroups command, CommandRecord.Builder record) {
            return record.setGroupChange(GroupCodec.toRecord(command)).build();
        }

        @Override
        public CommandRecord tag(QueueCommand.Tag command, CommandRecord.Builder record) {
            return record.setQueueTag(QueueTagRecord.newBuilder()
                            .setQueue(command.queue().value())
                            .addAllTags(PairsCodec.toRecords(command.tags())))
                    .build();
        }

        @Override
        public CommandRecord untag(QueueCommand.Untag command, CommandRecord.Builder record) {
            return record.setQueueUntag(QueueUntagRecord.newBuilder()
                            .setQueue(command.queue().value())
                            .addAllKeys(command.keys()))
                    .build();
        }

        @Override
        public CommandRecord replacePolicy(QueueCommand.ReplacePolicy command, CommandRecord.Builder record) {
            return record.setQueuePolicy(QueuePolicyRecord.newBuilder()
                            .setQueue(command.queue().value())
                            .setExpected(command.expected())
                            .setReplacement(command.replacement()))
                    .build();
        }

        private static ReceiptRecord receipt(QueueCommand.Receipt receipt) {
            return ReceiptRecord.newBuilder()
                    .setSequence(receipt.sequence())
                    .setLease(receipt.lease())
                    .build();
        }
    }
}
