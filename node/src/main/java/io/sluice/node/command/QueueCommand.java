package io.sluice.node.command;

import io.sluice.node.model.Limits;
import io.sluice.node.model.ResourceId;
import io.sluice.node.model.TabletId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/** Commands of one queue. Attribute names and values are AWS's, checked by the edge. */
public sealed interface QueueCommand extends Command {
    /** The queue that the command is for. */
    ResourceId queue();

    /** Calls the rule for this command. */
    <T, R> R accept(Rules<T, R> rules, T turn);

    @Override
    default <R> R match(Cases<R> cases) {
        return cases.queue(this);
    }

    /** One rule per command. */
    interface Rules<T, R> {
        /** Rule for {@link Create}. */
        R create(Create command, T turn);

        /** Rule for {@link Configure}. */
        R configure(Configure command, T turn);

        /** Rule for {@link Send}. */
        R send(Send command, T turn);

        /** Rule for {@link Receive}. */
        R receive(Receive command, T turn);

        /** Rule for {@link Delete}. */
        R delete(Delete command, T turn);

        /** Rule for {@link ChangeVisibility}. */
        R changeVisibility(ChangeVisibility command, T turn);

        /** Rule for {@link Purge}. */
        R purge(Purge command, T turn);

        /** Rule for {@link StartMove}. */
        R startMove(StartMove command, T turn);

        /** Rule for {@link MovePicked}. */
        R movePicked(MovePicked command, T turn);

        /** Rule for {@link CancelMove}. */
        R cancelMove(CancelMove command, T turn);

        /** Rule for {@link ChangeGroups}. */
        R changeGroups(ChangeGroups command, T turn);

        /** Rule for {@link SetDelivery}. */
        R setDelivery(SetDelivery command, T turn);

        /** Rule for {@link Tag}. */
        R tag(Tag command, T turn);

        /** Rule for {@link Untag}. */
        R untag(Untag command, T turn);

        /** Rule for {@link ReplacePolicy}. */
        R replacePolicy(ReplacePolicy command, T turn);
    }

    /**
     * What a RedrivePolicy comes to, once the edge has found the queue that it names.
     *
     * @param target the queue that dead letters go to
     * @param tablet where that queue lives
     * @param receivesMax receives after which the next one moves the message, 1 to 1000
     * @param name that queue's name, by which it is found again when it was deleted and made anew
     */
    record Redrive(ResourceId target, TabletId tablet, int receivesMax, String name) {}

    /**
     * Makes the queue; one that is there is compared by the given attributes only.
     *
     * @param redrive present when the attributes have a RedrivePolicy
     */
    record Create(
            ResourceId queue,
            String name,
            SortedMap<String, String> attributes,
            SortedMap<String, String> tags,
            Optional<Redrive> redrive)
            implements QueueCommand {
        public Create {
            attributes = new TreeMap<>(attributes);
            tags = new TreeMap<>(tags);
        }

        /** Without dead letters. */
        public Create(
                ResourceId queue, String name, SortedMap<String, String> attributes, SortedMap<String, String> tags) {
            this(queue, name, attributes, tags, Optional.empty());
        }

        @Override
        public <T, R> R accept(Rules<T, R> rules, T turn) {
            return rules.create(this, turn);
        }
    }

    /**
     * Changes the given attributes; an empty value removes the attribute.
     *
     * @param redrive present when the attributes have a RedrivePolicy that is not empty
     */
    record Configure(ResourceId queue, SortedMap<String, String> attributes, Optional<Redrive> redrive)
            implements QueueCommand {
        public Configure {
            attributes = new TreeMap<>(attributes);
        }

        /** Without dead letters. */
        public Configure(ResourceId queue, SortedMap<String, String> attributes) {
            this(queue, attributes, Optional.empty());
        }

        @Override
        public <T, R> R accept(Rules<T, R> rules, T turn) {
            return rules.configure(this, turn);
        }
    }

    /**
     * A message to append.
     *
     * @param payload body and attributes, sealed by the edge; the machine does not look inside
     * @param sizeBytes size by the contract: body, attribute names, types and values
     * @param delayMillis absent: the queue's own delay; FIFO queues have no other
     * @param groupId the message group; on a standard queue the tenant, empty for none
     * @param deduplicationId on a FIFO queue; empty on a standard one
     * @param byContent true when the deduplication id was made from the body, because the sender gave none
     * @param ttlMillis how long it lives from its send; absent: as long as its queue keeps messages
     * @param key under which it is sent once; absent: it is sent each time
     * @param priority {@link Limits#PRIORITY_DEFAULT} unless the sender gave another
     */
    record Outgoing(
            Bytes payload,
            int sizeBytes,
            OptionalLong delayMillis,
            String groupId,
            String deduplicationId,
            boolean byContent,
            OptionalLong ttlMillis,
            Optional<IdempotencyKey> key,
            int priority) {
        /** A message of no special priority. */
        public Outgoing(
                Bytes payload,
                int sizeBytes,
                OptionalLong delayMillis,
                String groupId,
                String deduplicationId,
                boolean byContent,
                OptionalLong ttlMillis,
                Optional<IdempotencyKey> key) {
            this(
                    payload,
                    sizeBytes,
                    delayMillis,
                    groupId,
                    deduplicationId,
                    byContent,
                    ttlMillis,
                    key,
                    Limits.PRIORITY_DEFAULT);
        }

        /** A message that lives as long as its queue keeps it, and has no key. */
        public Outgoing(
                Bytes payload,
                int sizeBytes,
                OptionalLong delayMillis,
                String groupId,
                String deduplicationId,
                boolean byContent) {
            this(
                    payload,
                    sizeBytes,
                    delayMillis,
                    groupId,
                    deduplicationId,
                    byContent,
                    OptionalLong.empty(),
                    Optional.empty());
        }

        /** Such a message for a standard queue. */
        public Outgoing(Bytes payload, int sizeBytes, OptionalLong delayMillis) {
            this(payload, sizeBytes, delayMillis, "", "", false);
        }
    }

    /**
     * The name under which something is sent once (ADR 0037).
     *
     * @param key 1 to 128 printable characters of ASCII
     * @param windowMillis how long it is remembered; absent: as long as the queue says
     * @param content SHA-256 of what is sent, by which a repetition is told from a mistake
     */
    record IdempotencyKey(String key, OptionalLong windowMillis, Bytes content) {}

    /** Appends messages. Replies {@link Reply.Sent}, entry by entry. */
    record Send(ResourceId queue, List<Outgoing> messages) implements QueueCommand {
        public Send {
            messages = List.copyOf(messages);
        }

        @Override
        public Optional<ResourceId> feeds() {
            return Optional.of(queue);
        }

        @Override
        public int fed() {
            int prompt = 0;
            for (Outgoing message : messages) {
                prompt += message.delayMillis().orElse(0) == 0 ? 1 : 0;
            }
            return prompt;
        }

        @Override
        public <T, R> R accept(Rules<T, R> rules, T turn) {
            return rules.send(this, turn);
        }
    }

    /**
     * Leases messages. Replies {@link Reply.Received}.
     *
     * @param messagesMax 1 to 10 for a call, up to 100 for a stream
     * @param visibilityMillis absent: the queue's own timeout
     * @param patience whether it is a long poll, which gets nothing where a short one is told of a limit
     * @param attemptId on a FIFO queue, names the attempt so that asking again gets the same; empty for none
     * @param consumer who receives, as far as he says; for traces
     */
    record Receive(
            ResourceId queue,
            int messagesMax,
            OptionalLong visibilityMillis,
            Patience patience,
            String attemptId,
            String consumer)
            implements QueueCommand {
        /** A receive of somebody without a name, whose attempt has none. */
        public Receive(ResourceId queue, int messagesMax, OptionalLong visibilityMillis, boolean patient) {
            this(queue, messagesMax, visibilityMillis, patient ? Patience.LONG : Patience.SHORT, "", "");
        }

        @Override
        public boolean repeats() {
            return !attemptId.isEmpty();
        }

        @Override
        public Optional<ResourceId> polls() {
            return Optional.of(queue);
        }

        @Override
        public int wanted() {
            return messagesMax;
        }

        @Override
        public <T, R> R accept(Rules<T, R> rules, T turn) {
            return rules.receive(this, turn);
        }
    }

    /**
     * Proof of one receive.
     *
     * @param sequence of the message in its queue
     * @param lease number of the receive of that message, from 1
     */
    record Receipt(long sequence, long lease) {}

    /**
     * Deletes leased messages. Replies {@link Reply.Settled}, receipt by receipt.
     *
     * @param strict only what is still leased by these receipts
     */
    record Delete(ResourceId queue, List<Receipt> receipts, boolean strict) implements QueueCommand {
        public Delete {
            receipts = List.copyOf(receipts);
        }

        /** By the contract of AWS. */
        public Delete(ResourceId queue, List<Receipt> receipts) {
            this(queue, receipts, false);
        }

        @Override
        public <T, R> R accept(Rules<T, R> rules, T turn) {
            return rules.delete(this, turn);
        }
    }

    /** A receipt and how long from now its message shall stay hidden; 0 shows it at once. */
    record Hiding(Receipt receipt, long visibilityMillis) {}

    /**
     * Changes the visibility of leased messages. Replies {@link Reply.Settled}, receipt by receipt.
     *
     * @param strict only of what is still leased by these receipts
     * @param reason as far as it was given; for traces
     */
    record ChangeVisibility(ResourceId queue, List<Hiding> hidings, boolean strict, String reason)
            implements QueueCommand {
        public ChangeVisibility {
            hidings = List.copyOf(hidings);
        }

        /** By the contract of AWS. */
        public ChangeVisibility(ResourceId queue, List<Hiding> hidings) {
            this(queue, hidings, false, "");
        }

        @Override
        public <T, R> R accept(Rules<T, R> rules, T turn) {
            return rules.changeVisibility(this, turn);
        }
    }

    /** Deletes every message, in flight and delayed ones too. */
    record Purge(ResourceId queue) implements QueueCommand {
        @Override
        public <T, R> R accept(Rules<T, R> rules, T turn) {
            return rules.purge(this, turn);
        }
    }

    /** The queue that a move brings messages to: its name is for telling. */
    record Destination(ResourceId queue, TabletId tablet, String name) {}

    /**
     * Begins to move the messages that are visible now to another queue. Replies
     * {@link Reply.MoveStarted}, or rejects while another move out of the queue is under way.
     *
     * @param destination absent: each message goes to the queue that it is a dead letter of
     * @param perSecond 1 to 500, or 0 for as many as the system allows
     * @param picks which messages; absent: whatever comes, as AWS has it
     */
    record StartMove(ResourceId queue, Optional<Destination> destination, int perSecond, Optional<BrowseFilter> picks)
            implements QueueCommand {
        /** A move of whatever comes. */
        public StartMove(ResourceId queue, Optional<Destination> destination, int perSecond) {
            this(queue, destination, perSecond, Optional.empty());
        }

        @Override
        public <T, R> R accept(Rules<T, R> rules, T turn) {
            return rules.startMove(this, turn);
        }
    }

    /**
     * Goes on with a move that picks its messages, with what was found in a look. Replies {@link Reply.Done}. What is
     * not there or not visible any more stays; and a command that does not follow the one before does nothing.
     *
     * @param from where the look began
     * @param sequences what it found
     * @param next where it ended
     * @param more whether something is left behind that
     * @param scanned how many messages it passed
     */
    record MovePicked(
            ResourceId queue,
            long number,
            BrowseCursor from,
            List<Long> sequences,
            BrowseCursor next,
            boolean more,
            long scanned)
            implements QueueCommand {
        public MovePicked {
            sequences = List.copyOf(sequences);
        }

        @Override
        public <T, R> R accept(Rules<T, R> rules, T turn) {
            return rules.movePicked(this, turn);
        }
    }

    /** Stops a running move. Replies {@link Reply.MoveCancelled}. */
    record CancelMove(ResourceId queue, long number) implements QueueCommand {
        @Override
        public <T, R> R accept(Rules<T, R> rules, T turn) {
            return rules.cancelMove(this, turn);
        }
    }

    /**
     * Changes how a queue gives its messages. Replies {@link Reply.Done}.
     *
     * @param paused absent: as it is
     * @param limits absent: as they are
     */
    record SetDelivery(ResourceId queue, Optional<Boolean> paused, Optional<DeliveryLimits> limits)
            implements QueueCommand {
        @Override
        public <T, R> R accept(Rules<T, R> rules, T turn) {
            return rules.setDelivery(this, turn);
        }
    }

    /** Changes something about the message groups of a FIFO queue by hand. Replies {@link Reply.GroupChanged}. */
    record ChangeGroups(ResourceId queue, GroupChange change) implements QueueCommand {
        @Override
        public <T, R> R accept(Rules<T, R> rules, T turn) {
            return rules.changeGroups(this, turn);
        }
    }

    /** Adds tags, or gives those that are there new values; together no more than a queue may have. */
    record Tag(ResourceId queue, SortedMap<String, String> tags) implements QueueCommand {
        public Tag {
            tags = new TreeMap<>(tags);
        }

        @Override
        public <T, R> R accept(Rules<T, R> rules, T turn) {
            return rules.tag(this, turn);
        }
    }

    /** Takes tags away; keys that the queue does not have are passed over. */
    record Untag(ResourceId queue, List<String> keys) implements QueueCommand {
        public Untag {
            keys = List.copyOf(keys);
        }

        @Override
        public <T, R> R accept(Rules<T, R> rules, T turn) {
            return rules.untag(this, turn);
        }
    }

    /**
     * Replaces the policy, if it still is what the caller has read. Only the edge reads JSON, so it says what
     * becomes of a policy, and this command holds that nobody was faster. A replacement that is what is
     * there already is rejected: a caller who finds his change made learns so whether he made it himself,
     * for then he gets the kept reply instead.
     *
     * @param expected the policy as it was read; empty for none
     * @param replacement the policy from now on; empty for none
     */
    record ReplacePolicy(ResourceId queue, String expected, String replacement) implements QueueCommand {
        @Override
        public <T, R> R accept(Rules<T, R> rules, T turn) {
            return rules.replacePolicy(this, turn);
        }
    }
}
