package io.sluice.node.command;

import io.sluice.node.model.ResourceId;
import io.sluice.record.v1.DeliveryDescribedRecord;
import io.sluice.record.v1.DeliveryLimitsRecord;
import io.sluice.record.v1.DeliveryRecord;
import io.sluice.record.v1.RateRecord;
import io.sluice.record.v1.ReplyRecord;
import io.sluice.record.v1.SetDeliveryRecord;
import java.util.Optional;

/** Bytes of what is said about how queues give their messages, in commands, replies and rows. */
public final class DeliveryCodec {
    private DeliveryCodec() {}

    /** Record of how a queue gives its messages. */
    public static DeliveryRecord toRecord(Delivery delivery) {
        DeliveryRecord.Builder record = DeliveryRecord.newBuilder()
                .setPausedMillis(delivery.pausedMillis())
                .setPaidMicros(delivery.paidMicros());
        if (!delivery.limits().equals(DeliveryLimits.NONE)) {
            record.setLimits(toRecord(delivery.limits()));
        }
        return record.build();
    }

    /** What a record says; as AWS has it when the record is empty. */
    public static Delivery fromRecord(DeliveryRecord record) {
        return new Delivery(record.getPausedMillis(), fromRecord(record.getLimits()), record.getPaidMicros());
    }

    private static DeliveryLimitsRecord toRecord(DeliveryLimits limits) {
        DeliveryLimitsRecord.Builder record = DeliveryLimitsRecord.newBuilder().setInFlight(limits.inFlightMax());
        limits.rate().ifPresent(rate -> record.setRate(toRecord(rate)));
        limits.groupRate().ifPresent(rate -> record.setGroupRate(toRecord(rate)));
        return record.setGroupInFlight(limits.groupInFlightMax()).build();
    }

    private static DeliveryLimits fromRecord(DeliveryLimitsRecord record) {
        return new DeliveryLimits(
                record.hasRate() ? Optional.of(fromRecord(record.getRate())) : Optional.empty(),
                record.getInFlight(),
                record.hasGroupRate() ? Optional.of(fromRecord(record.getGroupRate())) : Optional.empty(),
                record.getGroupInFlight());
    }

    private static RateRecord toRecord(Rate rate) {
        return RateRecord.newBuilder()
                .setMessages(rate.messages())
                .setSeconds(rate.seconds())
                .build();
    }

    private static Rate fromRecord(RateRecord record) {
        return new Rate(record.getMessages(), record.getSeconds());
    }

    static SetDeliveryRecord toRecord(QueueCommand.SetDelivery command) {
        SetDeliveryRecord.Builder record =
                SetDeliveryRecord.newBuilder().setQueue(command.queue().value());
        command.paused().ifPresent(record::setPaused);
        command.limits().ifPresent(limits -> record.setLimits(toRecord(limits)));
        return record.build();
    }

    static QueueCommand.SetDelivery fromRecord(SetDeliveryRecord record) {
        return new QueueCommand.SetDelivery(
                new ResourceId(record.getQueue()),
                record.hasPaused() ? Optional.of(record.getPaused()) : Optional.empty(),
                record.hasLimits() ? Optional.of(fromRecord(record.getLimits())) : Optional.empty());
    }

    static ReplyRecord toRecord(Reply.DeliveryDescribed reply) {
        return ReplyRecord.newBuilder()
                .setDeliveryDescribed(DeliveryDescribedRecord.newBuilder()
                        .setDelivery(toRecord(reply.delivery()))
                        .setWithheld(reply.withheld().number())
                        .setNextMillis(reply.nextMillis()))
                .build();
    }

    static Reply.DeliveryDescribed fromRecord(DeliveryDescribedRecord record) {
        return new Reply.DeliveryDescribed(
                fromRecord(record.getDelivery()), Withheld.of(record.getWithheld()), record.getNextMillis());
    }
}
