package io.sluice.node.command;

import io.sluice.node.model.ResourceId;
import java.util.List;
import java.util.Optional;

/**
 * Which dead letters are meant, or which messages that a redrive has brought.
 *
 * @param reasons why they died, any of these; empty: for whatever reason
 * @param sources names of the queues that they left, any of these; empty: whatever queue
 * @param ids messages by identity; empty: whichever
 * @param broughtBy instead: messages that this redrive has brought and that nobody has received since
 */
public record Selection(List<String> reasons, List<String> sources, List<Id> ids, Optional<Redrive> broughtBy) {
    /** The reason of a dead letter that has come from a version that did not tell. */
    public static final String UNKNOWN = "unknown";

    /** Every dead letter. */
    public static final Selection DEAD = new Selection(List.of(), List.of(), List.of(), Optional.empty());

    public Selection {
        reasons = List.copyOf(reasons);
        sources = List.copyOf(sources);
        ids = List.copyOf(ids);
    }

    /** A message by the queue that it was sent to and its sequence there. */
    public record Id(ResourceId queue, long sequence) {}

    /** A redrive by the queue that it empties and its number among the moves out of that. */
    public record Redrive(ResourceId queue, long number) {}

    /**
     * Whether a message is meant.
     *
     * @param identity who it is and where it comes from
     * @param redriven how it was brought to its queue, if by a redrive
     */
    public boolean takes(Origin identity, Optional<Redriven> redriven, long receives) {
        if (broughtBy.isPresent()) {
            return receives == 0 && redriven.map(Redriven::by).equals(broughtBy);
        }
        return !identity.source().equals(Origin.NOBODY)
                && (reasons.isEmpty() || reasons.contains(reason(identity)))
                && (sources.isEmpty() || sources.contains(identity.sourceName()))
                && (ids.isEmpty() || ids.contains(new Id(identity.queue(), identity.sequence())));
    }

    /** Why a dead letter died, in a word. */
    public static String reason(Origin identity) {
        return identity.death().map(Death::reason).orElse(UNKNOWN);
    }
}
