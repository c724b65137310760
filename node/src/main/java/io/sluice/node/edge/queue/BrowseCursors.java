package io.sluice.node.edge.queue;

import io.sluice.node.command.BrowseCursor;
import io.sluice.node.edge.call.Checked;
import io.sluice.node.model.ResourceId;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;

/** Cursors of looks through queues as texts: whose they are and how far they have come. Nobody else reads them. */
final class BrowseCursors {
    private static final byte VERSION = 1;
    private static final int BYTES = 1 + 4 * Long.BYTES;

    /** No queue has had so many messages; places beyond are forged. */
    private static final long PLACE_MAX = 1L << 60;

    private BrowseCursors() {}

    static String of(ResourceId queue, BrowseCursor cursor) {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES)
                .put(VERSION)
                .putLong(queue.value())
                .putLong(cursor.prompt())
                .putLong(cursor.arrived())
                .putLong(cursor.late());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /** The cursor of a text; the start when there is none. */
    static Checked<BrowseCursor> read(String text, ResourceId queue) {
        return (text.isEmpty() ? Optional.of(BrowseCursor.START) : parsed(text, queue))
                .map(Checked::good)
                .orElseGet(() -> Checked.bad(
                        QueueErrors.value(text, "Cursor", "It must come from a former answer for the same queue.")));
    }

    private static Optional<BrowseCursor> parsed(String text, ResourceId queue) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            // Not base64, so not a cursor of ours.
            return Optional.empty();
        }
        if (bytes.length != BYTES || bytes[0] != VERSION) {
            return Optional.empty();
        }
        ByteBuffer numbers = ByteBuffer.wrap(bytes, 1, BYTES - 1);
        boolean same = numbers.getLong() == queue.value();
        BrowseCursor cursor = new BrowseCursor(numbers.getLong(), numbers.getLong(), numbers.getLong());
        boolean legal = isPlace(cursor.prompt()) && isPlace(cursor.arrived()) && isPlace(cursor.late());
        return same && legal ? Optional.of(cursor) : Optional.empty();
    }

    private static boolean isPlace(long place) {
        return place >= 1 && place <= PLACE_MAX;
    }
}
