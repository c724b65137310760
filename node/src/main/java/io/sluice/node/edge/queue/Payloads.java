package io.sluice.node.edge.queue;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.UnsafeByteOperations;
import io.sluice.node.command.Bytes;
import io.sluice.record.v1.AttributeRecord;
import io.sluice.record.v1.PayloadRecord;
import java.io.IOException;
import java.util.List;

/**
 * Seals what a message carries into the bytes that log and disk keep, and opens it again. The body is
 * copied once on the way in and not at all on the way out; its MD5 is kept, so that a receive hashes
 * nothing.
 */
final class Payloads {
    private Payloads() {}

    /** Seals; an empty text is one that is not there. */
    static Bytes seal(
            byte[] body,
            byte[] bodyMd5,
            List<UserAttribute> attributes,
            String traceHeader,
            String senderId,
            String groupId,
            String deduplicationId) {
        PayloadRecord.Builder record = PayloadRecord.newBuilder()
                .setBody(UnsafeByteOperations.unsafeWrap(body))
                .setBodyMd5(UnsafeByteOperations.unsafeWrap(bodyMd5))
                .setTraceHeader(traceHeader)
                .setSenderId(senderId)
                .setGroupId(groupId)
                .setDeduplicationId(deduplicationId);
        for (UserAttribute attribute : attributes) {
            record.addAttributes(AttributeRecord.newBuilder()
                    .setName(attribute.name())
                    .setDataType(attribute.dataType())
                    .setValue(attribute.value())
                    .setBinary(attribute.binary()));
        }
        return new Bytes(record.build().toByteArray());
    }

    /** Opens. The record's bytes are the payload's own, which nobody writes to. */
    static PayloadRecord open(Bytes payload) {
        ByteString bytes = UnsafeByteOperations.unsafeWrap(payload.array());
        CodedInputStream input = bytes.newCodedInput();
        input.enableAliasing(true);
        try {
            return PayloadRecord.parseFrom(input);
        } catch (IOException e) {
            throw new IllegalStateException("a payload was sealed by other hands", e);
        }
    }

    /** The user attributes of an opened payload, in name order. */
    static UserAttribute attribute(AttributeRecord record) {
        return new UserAttribute(record.getName(), record.getDataType(), record.getValue(), record.getBinary());
    }
}
