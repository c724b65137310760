package io.sluice.node.command;

import com.google.protobuf.UnsafeByteOperations;
import io.sluice.node.model.Limits;
import io.sluice.node.model.ResourceId;
import io.sluice.node.model.TabletId;
import io.sluice.record.v1.DestinationRecord;
import io.sluice.record.v1.FifoPlaceRecord;
import io.sluice.record.v1.LetterRecord;
import io.sluice.record.v1.LinkParcelRecord;
import io.sluice.record.v1.MessageParcelRecord;
import io.sluice.record.v1.MovingParcelRecord;
import io.sluice.record.v1.OriginRecord;
import io.sluice.record.v1.ParcelRecord;
import io.sluice.record.v1.RedrivenRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Bytes of parcels and of what is in them, in commands, replies and rows. */
public final class ParcelCodec {
    private ParcelCodec() {}

    /** Record of a parcel. */
    public static ParcelRecord toRecord(Parcel parcel) {
        ParcelRecord.Builder record = ParcelRecord.newBuilder();
        if (parcel instanceof Parcel.Message message) {
            return record.setMessage(MessageParcelRecord.newBuilder()
                            .setFrom(message.from().value())
                            .setFromName(message.fromName())
                            .setTo(message.to().value())
                            .setMove(message.move())
                            .setLetter(letter(message.letter()))
                            .setPicked(message.picked())
                            .setToName(message.toName()))
                    .build();
        }
        if (parcel instanceof Parcel.Link link) {
            return record.setLink(LinkParcelRecord.newBuilder()
                            .setSource(link.source().value())
                            .setTarget(link.target().value()))
                    .build();
        }
        if (parcel instanceof Parcel.Moving moving) {
            return record.setMoving(MovingParcelRecord.newBuilder()
                            .setQueue(moving.queue().value())
                            .setActive(moving.active()))
                    .build();
        }
        throw new AssertionError("a parcel of no kind");
    }

    /** The parcel of a record. */
    public static Parcel fromRecord(ParcelRecord record) {
        return switch (record.getParcelCase()) {
            case MESSAGE -> message(record.getMessage());
            case LINK ->
                new Parcel.Link(
                        new ResourceId(record.getLink().getSource()),
                        new ResourceId(record.getLink().getTarget()));
            case MOVING ->
                new Parcel.Moving(
                        new ResourceId(record.getMoving().getQueue()),
                        record.getMoving().getActive());
            case PARCEL_NOT_SET -> throw new IllegalStateException("a parcel of a later format");
        };
    }

    /** Records of parcels. */
    static List<ParcelRecord> toRecords(List<Parcel> parcels) {
        return parcels.stream().map(ParcelCodec::toRecord).toList();
    }

    /** The parcels of records. */
    static List<Parcel> fromRecords(List<ParcelRecord> records) {
        List<Parcel> parcels = new ArrayList<>(records.size());
        records.forEach(record -> parcels.add(fromRecord(record)));
        return parcels;
    }

    /** Record of an origin. */
    public static OriginRecord toRecord(Origin origin) {
        OriginRecord.Builder record = OriginRecord.newBuilder()
                .setQueue(origin.queue().value())
                .setSequence(origin.sequence())
                .setReceivesBefore(origin.receivesBefore())
                .setSource(origin.source().value())
                .setSourceTablet(origin.sourceTablet().value())
                .setSourceName(origin.sourceName());
        origin.death().ifPresent(death -> record.setDeath(LifeCodec.toRecord(death)));
        return record.build();
    }

    /** The origin of a record. */
    public static Origin fromRecord(OriginRecord record) {
        return new Origin(
                new ResourceId(record.getQueue()),
                record.getSequence(),
                record.getReceivesBefore(),
                new ResourceId(record.getSource()),
                new TabletId(record.getSourceTablet()),
                record.getSourceName(),
                record.hasDeath() ? Optional.of(LifeCodec.fromRecord(record.getDeath())) : Optional.empty());
    }

    /** Record of the destination of a move. */
    public static DestinationRecord toRecord(QueueCommand.Destination destination) {
        return DestinationRecord.newBuilder()
                .setQueue(destination.queue().value())
                .setTablet(destination.tablet().value())
                .setName(destination.name())
                .build();
    }

    /** The destination of a record. */
    public static QueueCommand.Destination fromRecord(DestinationRecord record) {
        return new QueueCommand.Destination(
                new ResourceId(record.getQueue()), new TabletId(record.getTablet()), record.getName());
    }

    private static LetterRecord letter(Letter letter) {
        LetterRecord.Builder record = LetterRecord.newBuilder()
                .setOrigin(toRecord(letter.origin()))
                .setSentMillis(letter.sentMillis())
                .setLeases(letter.leases())
                .setFirstReceivedMillis(letter.firstReceivedMillis())
                .setLastReceivedMillis(letter.lastReceivedMillis())
                .setPayload(UnsafeByteOperations.unsafeWrap(letter.payload().array()))
                .setGroup(letter.tenant());
        if (letter.priority() != Limits.PRIORITY_DEFAULT) {
            record.setPriority(letter.priority());
        }
        if (!letter.life().equals(Life.PLAIN)) {
            record.setLife(LifeCodec.toRecord(letter.life()));
        }
        letter.death().ifPresent(death -> record.setDeath(LifeCodec.toRecord(death)));
        letter.place()
                .ifPresent(place -> record.setPlace(
                        FifoPlaceRecord.newBuilder().setGroup(place.group()).setSequence(place.sequence())));
        return record.build();
    }

    private static Parcel message(MessageParcelRecord record) {
        return new Parcel.Message(
                new ResourceId(record.getFrom()),
                record.getFromName(),
                new ResourceId(record.getTo()),
                record.getMove(),
                letter(record.getLetter()),
                record.getPicked(),
                record.getToName());
    }

    /** Record of what a message was before a redrive. */
    public static RedrivenRecord toRecord(Redriven redriven) {
        return RedrivenRecord.newBuilder()
                .setQueue(redriven.by().queue().value())
                .setNumber(redriven.by().number())
                .setLetter(letter(redriven.letter()))
                .build();
    }

    /** What a message was before a redrive, of a record. */
    public static Redriven fromRecord(RedrivenRecord record) {
        return new Redriven(
                new Selection.Redrive(new ResourceId(record.getQueue()), record.getNumber()),
                letter(record.getLetter()));
    }

    private static Letter letter(LetterRecord letter) {
        return new Letter(
                fromRecord(letter.getOrigin()),
                letter.getSentMillis(),
                letter.getLeases(),
                letter.getFirstReceivedMillis(),
                letter.getLastReceivedMillis(),
                new Bytes(letter.getPayload().toByteArray()),
                letter.hasPlace()
                        ? Optional.of(new Letter.Place(
                                letter.getPlace().getGroup(), letter.getPlace().getSequence()))
                        : Optional.empty(),
                letter.hasLife() ? LifeCodec.fromRecord(letter.getLife()) : Life.PLAIN,
                letter.hasDeath() ? Optional.of(LifeCodec.fromRecord(letter.getDeath())) : Optional.empty(),
                letter.getGroup(),
                letter.hasPriority() ? letter.getPriority() : Limits.PRIORITY_DEFAULT);
    }
}
