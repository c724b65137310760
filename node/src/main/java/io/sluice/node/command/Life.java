package io.sluice.node.command;

import io.sluice.node.model.Limits;
import java.util.ArrayList;
import java.util.List;

/**
 * What is known of a message beside where it stands; of most there is nothing to know.
 *
 * @param endMillis log time at which it ends; 0: when its queue keeps it no longer
 * @param holder who has it, as far as he says; empty when nobody has
 * @param failed how it failed, oldest first; the newest {@link Limits#ATTEMPTS_KEPT_MAX}
 */
public record Life(long endMillis, String holder, List<Attempt> failed) {
    /** Nothing. */
    public static final Life PLAIN = new Life(0, "", List.of());

    public Life {
        failed = List.copyOf(failed);
    }

    /** Of a message that ends at a time of its own. */
    public static Life until(long endMillis) {
        return endMillis == 0 ? PLAIN : new Life(endMillis, "", List.of());
    }

    /** Whether it ends at a time of its own. */
    public boolean isLimited() {
        return endMillis != 0;
    }

    /** Whether its own time is over. */
    public boolean isOver(long nowMillis) {
        return endMillis != 0 && endMillis <= nowMillis;
    }

    /** The same with somebody else, or nobody, who has it. */
    public Life heldBy(String newHolder) {
        return holder.equals(newHolder) ? this : new Life(endMillis, newHolder, failed);
    }

    /** The same with a further failure and nobody who has it; each receive fails once. */
    public Life failed(Attempt attempt) {
        if (!failed.isEmpty() && failed.get(failed.size() - 1).receive() == attempt.receive()) {
            return heldBy("");
        }
        List<Attempt> all = new ArrayList<>(failed);
        all.add(attempt);
        int tooMany = Math.max(0, all.size() - Limits.ATTEMPTS_KEPT_MAX);
        return new Life(endMillis, "", all.subList(tooMany, all.size()));
    }

    /** About what it takes in memory beside its record, in bytes. */
    public int weight() {
        int bytes = holder.length();
        for (Attempt attempt : failed) {
            bytes += 96 + attempt.consumer().length() + attempt.reason().length();
        }
        return bytes;
    }
}
