package io.sluice.cluster.check;

import io.sluice.cluster.check.Operation.Delete;
import io.sluice.cluster.check.Operation.Hide;
import io.sluice.cluster.check.Operation.Send;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** All that is known of one message. */
final class Story {
    private final String messageId;
    private final ToLongFunction<Call> firstInvoke;
    private final Set<String> digests = new LinkedHashSet<>();
    private final Set<Place> places = new LinkedHashSet<>();
    private final List<Send> sends = new ArrayList<>();
    private final Map<String, Lease> leases = new LinkedHashMap<>();
    private final List<Delete> deletes = new ArrayList<>();
    private final List<Hide> hides = new ArrayList<>();

    Story(String messageId, ToLongFunction<Call> firstInvoke) {
        this.messageId = messageId;
        this.firstInvoke = firstInvoke;
    }

    String messageId() {
        return messageId;
    }

    Set<String> digests() {
        return digests;
    }

    /** Where it stands, as anybody was told; one or none, unless something is wrong. */
    Set<Place> places() {
        return places;
    }

    /** Sends that were acknowledged with this message. */
    List<Send> sends() {
        return sends;
    }

    List<Delete> deletes() {
        return deletes;
    }

    List<Hide> hides() {
        return hides;
    }

    /** Its leases by receive count. */
    List<Lease> leases() {
        return leases.values().stream()
                .sorted(Comparator.comparingInt(Lease::receiveCount).thenComparingLong(Lease::latestNanos))
                .toList();
    }

    Optional<Lease> lease(String receipt) {
        return Optional.ofNullable(leases.get(receipt));
    }

    /** Deletes and changes of visibility with this receipt. */
    List<Call> uses(String receipt) {
        return Stream.concat(
                        deletes.stream()
                                .filter(delete -> delete.receipt().equals(receipt))
                                .map(Delete::call),
                        hides.stream()
                                .filter(hide -> hide.receipt().equals(receipt))
                                .map(Hide::call))
                .toList();
    }

    void sent(Send send) {
        sends.add(send);
        digests.add(send.digest());
        places.add(send.place());
    }

    void delivered(Delivery delivery, Lease lease) {
        digests.add(delivery.digest());
        places.add(delivery.place());
        leases.merge(delivery.receipt(), lease, Lease::merge);
    }

    void deleted(Delete delete) {
        deletes.add(delete);
    }

    void hidden(Hide hide) {
        hides.add(hide);
    }

    /** Until when the lease certainly excluded every other: a delete with its receipt ends it too. */
    long heldUntilNanos(Lease lease) {
        long held = hiddenUntilNanos(lease);
        for (Delete delete : deletes) {
            if (delete.receipt().equals(lease.receipt()) && delete.call().mayHaveActed()) {
                held = Math.min(held, firstInvoke.applyAsLong(delete.call()));
            }
        }
        return held;
    }

    /** The same without regard to deletes: whether a delete came in time is judged by this. */
    long hiddenUntilNanos(Lease lease) {
        long held = lease.plainEndNanos();
        for (Hide hide : hides) {
            if (!hide.receipt().equals(lease.receipt()) || !hide.call().mayHaveActed()) {
                continue;
            }
            long end = firstInvoke.applyAsLong(hide.call()) + TimeUnit.SECONDS.toNanos(hide.visibilitySeconds());
            // A change that was acknowledged while the lease certainly held replaces its end. Any other
            // change may or may not have counted: believe the shorter hold.
            boolean certain = hide.call().isOk() && hide.call().completeNanos() <= held;
            held = certain ? end : Math.min(held, end);
        }
        return held;
    }

    /** True when a later lease was certainly granted before the call with this receipt began. */
    boolean isOutdated(String receipt, Call call) {
        long invoke = firstInvoke.applyAsLong(call);
        return lease(receipt)
                .map(used -> leases.values().stream()
                        .anyMatch(other -> other.receiveCount() > used.receiveCount() && other.latestNanos() < invoke))
                .orElse(false);
    }

    /** True when an acknowledged delete certainly used the newest receipt at its time. */
    boolean isSurelyEffective(Delete delete, boolean noHiddenLeases) {
        Optional<Lease> found = lease(delete.receipt());
        if (!delete.call().isOk() || found.isEmpty()) {
            return false;
        }
        Lease used = found.get();
        if (delete.call().completeNanos() <= hiddenUntilNanos(used)) {
            return true;
        }
        List<Lease> later = leases.values().stream()
                .filter(other -> other.receiveCount() > used.receiveCount())
                .toList();
        boolean allAfter = later.stream()
                .allMatch(other -> other.earliestNanos() > delete.call().completeNanos());
        boolean next = later.stream().anyMatch(other -> other.receiveCount() == used.receiveCount() + 1);
        return allAfter && (next || noHiddenLeases);
    }

    boolean isMaybeDeleted() {
        return deletes.stream().anyMatch(delete -> delete.call().mayHaveActed());
    }
}
