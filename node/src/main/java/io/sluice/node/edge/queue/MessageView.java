package io.sluice.node.edge.queue;

import com.google.protobuf.ByteString;
import io.sluice.api.v1.Message;
import io.sluice.api.v1.MessageAttributeValue;
import io.sluice.node.command.Reply.ReceivedOne;
import io.sluice.node.edge.call.Checked;
import io.sluice.node.model.ResourceId;
import io.sluice.record.v1.AttributeRecord;
import io.sluice.record.v1.PayloadRecord;
import java.util.ArrayList;
import java.util.List;

/** How one receiver wants to see messages, and messages seen so. */
final class MessageView {
    private final Receipts receipts;
    private final Digests digests;
    private final SystemAttributes system;
    private final AttributeFilter filter;
    private final QueueAddresses addresses;

    private MessageView(Maker maker, SystemAttributes system, AttributeFilter filter) {
        this.receipts = maker.receipts();
        this.digests = maker.digests();
        this.addresses = maker.addresses();
        this.system = system;
        this.filter = filter;
    }

    /** What all views of this node have in common. */
    record Maker(Receipts receipts, Digests digests, QueueAddresses addresses) {
        /** The view of a receiver that asks for these attributes. */
        Checked<MessageView> view(List<String> system, List<String> formerSystem, List<String> user) {
            return SystemAttributes.of(system, formerSystem)
                    .then(asked -> Checked.good(new MessageView(this, asked, AttributeFilter.of(user))));
        }
    }

    /** The message as the receiver sees it. */
    Message show(Place place, ReceivedOne received) {
        ResourceId queue = place.queue();
        PayloadRecord payload = Payloads.open(received.payload());
        Message.Builder message = Message.newBuilder()
                .setMessageId(received.origin()
                        .map(origin -> MessageIds.of(origin.queue(), origin.sequence()))
                        .orElseGet(() -> MessageIds.of(queue, received.sequence())))
                .setReceiptHandle(receipts.seal(queue, received.sequence(), received.lease()))
                .setMd5OfBody(Digests.hex(payload.getBodyMd5().toByteArray()))
                .setBodyBytes(payload.getBody());
        system.write(received, payload, place.name(), addresses, message);
        if (!filter.isNone() && payload.getAttributesCount() > 0) {
            writeAttributes(payload.getAttributesList(), message);
        }
        DeadLetterStories.of(received.origin()).ifPresent(message::setDeadLetter);
        return message.build();
    }

    /** The digest is of what is returned, not of what was sent. */
    private void writeAttributes(List<AttributeRecord> records, Message.Builder message) {
        List<UserAttribute> shown = new ArrayList<>(records.size());
        for (AttributeRecord record : records) {
            if (filter.wants(record.getName())) {
                shown.add(Payloads.attribute(record));
                message.putMessageAttributes(record.getName(), value(record));
            }
        }
        if (!shown.isEmpty()) {
            message.setMd5OfMessageAttributes(digests.ofAttributes(shown));
        }
    }

    private static MessageAttributeValue value(AttributeRecord record) {
        MessageAttributeValue.Builder value = MessageAttributeValue.newBuilder().setDataType(record.getDataType());
        ByteString bytes = record.getValue();
        return (record.getBinary() ? value.setBinaryValue(bytes) : value.setStringValueBytes(bytes)).build();
    }
}
