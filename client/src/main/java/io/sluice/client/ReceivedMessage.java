package io.sluice.client;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message that was received and is hidden from others for its visibility timeout.
 *
 * @param messageId its identity, the same at every receive
 * @param receipt token of this very receive; needed to delete the message or to change its visibility
 * @param body as it was sent
 * @param md5OfBody lower-case hex MD5 of the body in UTF-8
 * @param systemAttributes by AWS name, as asked for
 * @param attributes user attributes, as asked for
 * @param md5OfAttributes MD5 of the returned user attributes; empty when there are none
 * @param fencingNumber in a session, greater at each receive of this message, otherwise 0: what is written elsewhere
 *     under a smaller number than was seen for the message comes from a holder that was overtaken
 * @param deadLetter how it became a dead letter; null when it is none
 */
public record ReceivedMessage(
        String messageId,
        String receipt,
        String body,
        String md5OfBody,
        Map<String, String> systemAttributes,
        Map<String, MessageAttribute> attributes,
        String md5OfAttributes,
        long fencingNumber,
        @Nullable DeadLetterStory deadLetter) {

    public ReceivedMessage {
        systemAttributes = Map.copyOf(systemAttributes);
        attributes = Map.copyOf(attributes);
    }
}
