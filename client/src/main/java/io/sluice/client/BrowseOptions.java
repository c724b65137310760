package io.sluice.client;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which messages to look at without touching them, and how many at a time.
 *
 * @param states any of these; empty for all
 * @param groupId only those of this message group; empty for all
 * @param minAge only those sent at least so long ago; null for any
 * @param maxAge only those sent at most so long ago; null for any
 * @param messagesMax 1 to 1000
 * @param cursor from a former page; empty from the first message
 * @param newest instead of a cursor: begin where so many or fewer are left, the newest; of more than 1000, those that
 *     were delayed and those from other queues are counted apart; null from the first message
 * @param bodyBytesMax bodies are cut after so many bytes, 0 to 1 MiB
 * @param deadLetters only dead letters, and which, but for its expression; null for whatever
 */
public record BrowseOptions(
        Set<MessageState> states,
        String groupId,
        @Nullable Duration minAge,
        @Nullable Duration maxAge,
        int messagesMax,
        String cursor,
        @Nullable Integer newest,
        int bodyBytesMax,
        @Nullable DeadLetterSelection deadLetters) {
    private static final int BODY_BYTES = 256 << 10;

    public BrowseOptions {
        states = Set.copyOf(states);
    }

    /** The first messages, up to so many, whatever they are up to. */
    public static BrowseOptions upTo(int messagesMax) {
        return new BrowseOptions(Set.of(), "", null, null, messagesMax, "", null, BODY_BYTES, null);
    }

    /** Only messages in that state or those. */
    public BrowseOptions withStates(MessageState first, MessageState... others) {
        return new BrowseOptions(
                EnumSet.of(first, others),
                groupId,
                minAge,
                maxAge,
                messagesMax,
                cursor,
                newest,
                bodyBytesMax,
                deadLetters);
    }

    /** Only messages of a group. */
    public BrowseOptions withGroup(String group) {
        return new BrowseOptions(states, group, minAge, maxAge, messagesMax, cursor, newest, bodyBytesMax, deadLetters);
    }

    /** Only messages of an age between these; null for no bound. */
    public BrowseOptions withAge(@Nullable Duration min, @Nullable Duration max) {
        return new BrowseOptions(states, groupId, min, max, messagesMax, cursor, newest, bodyBytesMax, deadLetters);
    }

    /** From where a former page ended. */
    public BrowseOptions withCursor(String from) {
        return new BrowseOptions(states, groupId, minAge, maxAge, messagesMax, from, null, bodyBytesMax, deadLetters);
    }

    /** From where so many messages or fewer are left. */
    public BrowseOptions withNewest(int messages) {
        return new BrowseOptions(states, groupId, minAge, maxAge, messagesMax, "", messages, bodyBytesMax, deadLetters);
    }

    /** With bodies cut after so many bytes. */
    public BrowseOptions withBodyBytesMax(int bytes) {
        return new BrowseOptions(states, groupId, minAge, maxAge, messagesMax, cursor, newest, bytes, deadLetters);
    }

    /** Only dead letters, and which. */
    public BrowseOptions withDeadLetters(DeadLetterSelection selection) {
        return new BrowseOptions(states, groupId, minAge, maxAge, messagesMax, cursor, newest, bodyBytesMax, selection);
    }
}
