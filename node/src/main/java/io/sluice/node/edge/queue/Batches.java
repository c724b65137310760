package io.sluice.node.edge.queue;

import io.sluice.api.v1.BatchResultErrorEntry;
import io.sluice.api.v1.MessageAttributeValue;
import io.sluice.api.v1.SendMessageBatchRequestEntry;
import io.sluice.node.edge.call.ApiError;
import io.sluice.node.edge.call.ErrorShape;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Checks what makes a whole batch wrong: how many entries, their ids, their size together. */
final class Batches {
    /** Entries of a batch (AWS: 10). */
    static final int ENTRIES_MAX = 10;

    private static final int ID_CHARS_MAX = 80;
    private static final int BATCH_BYTES_MAX = 1 << 20;
    /** No character takes more bytes of UTF-8 for each of its chars. */
    private static final int BYTES_PER_CHAR_MAX = 3;

    private Batches() {}

    /**
     * What is wrong with the entries; null when nothing is.
     *
     * @param type AWS's name of the entries, for the text
     */
    static <E> @Nullable ApiError problem(List<E> entries, Function<E, String> id, String type) {
        int count = entries.size();
        if (count == 0) {
            return new ApiError(
                    ErrorShape.EMPTY_BATCH_REQUEST, "There should be at least one " + type + " in the request.");
        }
        if (count > ENTRIES_MAX) {
            return new ApiError(
                    ErrorShape.TOO_MANY_ENTRIES_IN_BATCH_REQUEST,
                    "Maximum number of entries per request are 10. You have sent " + count + ".");
        }
        for (int i = 0; i < count; i++) {
            String name = id.apply(entries.get(i));
            if (name.isEmpty()) {
                return QueueErrors.missing(type + "." + (i + 1) + ".Id");
            }
            if (!QueueAddresses.isName(name, ID_CHARS_MAX)) {
                return new ApiError(
                        ErrorShape.INVALID_BATCH_ENTRY_ID,
                        "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can"
                                + " be at most 80 letters long.");
            }
        }
        return repeated(entries, id);
    }

    private static <E> @Nullable ApiError repeated(List<E> entries, Function<E, String> id) {
        // With ten entries at most, comparing pairs is cheaper than a set.
        for (int later = 1; later < entries.size(); later++) {
            String name = id.apply(entries.get(later));
            for (int earlier = 0; earlier < later; earlier++) {
                if (id.apply(entries.get(earlier)).equals(name)) {
                    return new ApiError(ErrorShape.BATCH_ENTRY_IDS_NOT_DISTINCT, "Id " + name + " repeated.");
                }
            }
        }
        return null;
    }

    /** Whether the messages of a batch are too long together, whatever their queue allows each. */
    static @Nullable ApiError tooLong(List<SendMessageBatchRequestEntry> entries) {
        if (!mayBeTooLong(entries)) {
            return null;
        }
        long bytes = 0;
        for (SendMessageBatchRequestEntry entry : entries) {
            bytes += bytes(entry.getMessageBody());
            for (Map.Entry<String, MessageAttributeValue> attribute :
                    entry.getMessageAttributesMap().entrySet()) {
                MessageAttributeValue value = attribute.getValue();
                bytes += bytes(attribute.getKey())
                        + bytes(value.getDataType())
                        + bytes(value.getStringValue())
                        + value.getBinaryValue().size();
            }
        }
        return bytes <= BATCH_BYTES_MAX
                ? null
                : new ApiError(
                        ErrorShape.BATCH_REQUEST_TOO_LONG,
                        "Batch requests cannot be longer than 1048576 bytes. You have sent " + bytes + " bytes.");
    }

    /** A cheap look that lets nearly every batch pass uncounted. */
    private static boolean mayBeTooLong(List<SendMessageBatchRequestEntry> entries) {
        long chars = 0;
        for (SendMessageBatchRequestEntry entry : entries) {
            chars += entry.getMessageBody().length();
            if (entry.getMessageAttributesCount() > 0) {
                return true;
            }
        }
        return chars * BYTES_PER_CHAR_MAX > BATCH_BYTES_MAX;
    }

    private static long bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** How an entry's failure is told. */
    static BatchResultErrorEntry failed(String id, ApiError error) {
        return BatchResultErrorEntry.newBuilder()
                .setId(id)
                .setSenderFault(error.senderFault())
                .setCode(error.shape().queryCode())
                .setMessage(error.text())
                .build();
    }
}
