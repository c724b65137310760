package io.sluice.cluster.check;

import io.sluice.cluster.check.Operation.Count;
import io.sluice.cluster.check.Operation.Delete;
import io.sluice.cluster.check.Operation.Hide;
import io.sluice.cluster.check.Operation.Purge;
import io.sluice.cluster.check.Operation.Receive;
import io.sluice.cluster.check.Operation.Send;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A history, sorted by message. */
final class Stories {
    private final List<Operation> operations;
    private final Map<String, Long> firstInvokes = new HashMap<>();
    private final Map<String, Long> firstAttempts = new HashMap<>();
    private final Map<String, Story> stories = new LinkedHashMap<>();
    private final Map<String, List<Send>> sendsByDigest = new LinkedHashMap<>();
    private final List<Receive> receives = new ArrayList<>();
    private final List<Count> counts = new ArrayList<>();
    private final Map<String, PurgeSpan> purges = new LinkedHashMap<>();
    private final List<Receive> unanswered = new ArrayList<>();
    private final Map<String, Set<String>> shown = new HashMap<>();

    Stories(List<Operation> operations) {
        this.operations = List.copyOf(operations);
        for (Operation operation : operations) {
            Call call = operation.call();
            if (!call.requestId().isEmpty()) {
                firstInvokes.merge(call.requestId(), call.invokeNanos(), Math::min);
            }
            if (operation instanceof Receive receive && !receive.attemptId().isEmpty()) {
                firstAttempts.merge(receive.attemptId(), call.invokeNanos(), Math::min);
            }
        }
        operations.forEach(this::sort);
    }

    private void sort(Operation operation) {
        if (operation instanceof Send send) {
            sendsByDigest
                    .computeIfAbsent(send.digest(), digest -> new ArrayList<>())
                    .add(send);
            if (send.call().isOk()) {
                story(send.messageId()).sent(send);
            }
        } else if (operation instanceof Receive receive) {
            sortReceive(receive);
        } else if (operation instanceof Delete delete) {
            story(delete.messageId()).deleted(delete);
        } else if (operation instanceof Hide hide) {
            story(hide.messageId()).hidden(hide);
        } else if (operation instanceof Purge purge) {
            sortPurge(purge.call());
        } else if (operation instanceof Count count) {
            counts.add(count);
        }
    }

    private void sortPurge(Call call) {
        if (call.mayHaveActed()) {
            String logical = call.requestId().isEmpty() ? call.toString() : call.requestId();
            long until = call.isOk() ? call.completeNanos() : Long.MAX_VALUE;
            purges.merge(logical, new PurgeSpan(firstInvokeNanos(call), until), PurgeSpan::merge);
        }
    }

    private void sortReceive(Receive receive) {
        receives.add(receive);
        if (receive.call().outcome() == Outcome.UNKNOWN) {
            unanswered.add(receive);
        }
        for (Delivery delivery : receive.deliveries()) {
            story(delivery.messageId()).delivered(delivery, lease(receive, delivery));
            shown.computeIfAbsent(receive.call().requestId(), id -> new HashSet<>())
                    .add(delivery.messageId());
        }
    }

    private Lease lease(Receive receive, Delivery delivery) {
        return new Lease(
                delivery.receipt(),
                delivery.receiveCount(),
                grantedFromNanos(receive),
                receive.call().completeNanos(),
                receive.visibilitySeconds());
    }

    /** What an attempt shows, an earlier asking of it may have been granted. */
    private long grantedFromNanos(Receive receive) {
        long first = firstInvokeNanos(receive.call());
        return Math.min(first, firstAttempts.getOrDefault(receive.attemptId(), first));
    }

    /** The one of this message. */
    Story story(String messageId) {
        return stories.computeIfAbsent(messageId, id -> new Story(id, this::firstInvokeNanos));
    }

    List<Operation> operations() {
        return operations;
    }

    Collection<Story> all() {
        return stories.values();
    }

    List<Receive> receives() {
        return receives;
    }

    List<Count> counts() {
        return counts;
    }

    Collection<PurgeSpan> purges() {
        return purges.values();
    }

    /** Every attempt to send a body, by its digest. */
    Map<String, List<Send>> sendsByDigest() {
        return sendsByDigest;
    }

    /** When the first attempt of the logical call began: no effect of it is earlier. */
    long firstInvokeNanos(Call call) {
        return firstInvokes.getOrDefault(call.requestId(), call.invokeNanos());
    }

    /**
     * How many leases of a message may have been granted before this time to receives that never saw them. An
     * answer to a later attempt rules one out only when it shows the message: an empty answer is not kept, so
     * that an earlier attempt which a frozen node held back can still act, and a kept answer leaves out what
     * somebody else has received and deleted since.
     */
    long hiddenLeasesMax(String messageId, long beforeNanos) {
        Set<String> requests = new HashSet<>();
        long anonymous = 0;
        for (Receive receive : unanswered) {
            String request = receive.call().requestId();
            if (receive.call().invokeNanos() >= beforeNanos) {
                continue;
            }
            if (request.isEmpty()) {
                anonymous++;
            } else if (!shown.getOrDefault(request, Set.of()).contains(messageId)) {
                requests.add(request);
            }
        }
        return requests.size() + anonymous;
    }

    /** True when no receive can have been granted a lease of the message before this time and not seen it. */
    boolean noHiddenLeases(String messageId, long beforeNanos) {
        return hiddenLeasesMax(messageId, beforeNanos) == 0;
    }

    /** True when the delete certainly removed its message. */
    boolean isSurelyDeleted(Story story) {
        return story.deletes().stream().anyMatch(delete -> isSurelyEffective(story, delete));
    }

    /** True when the delete certainly used the newest receipt. */
    boolean isSurelyEffective(Story story, Delete delete) {
        return delete.call().isOk()
                && story.isSurelyEffective(
                        delete, noHiddenLeases(story.messageId(), delete.call().completeNanos()));
    }

    /** True when a purge may have taken the message: it was not certainly sent or received after each of them. */
    boolean isMaybePurged(Story story) {
        return purges().stream().anyMatch(purge -> !isAfter(story, purge));
    }

    private boolean isAfter(Story story, PurgeSpan purge) {
        return story.sends().stream().anyMatch(send -> firstInvokeNanos(send.call()) > purge.untilNanos())
                || story.leases().stream().anyMatch(lease -> lease.earliestNanos() > purge.untilNanos());
    }

    /** True when a purge has certainly taken the message. */
    boolean isSurelyPurged(Story story) {
        return purges().stream().anyMatch(purge -> purge.isAcknowledged() && isBefore(story, purge));
    }

    /** True when the message was certainly there, or had been, when the purge began. */
    static boolean isBefore(Story story, PurgeSpan purge) {
        return story.sends().stream().anyMatch(send -> send.call().completeNanos() < purge.fromNanos())
                || story.leases().stream().anyMatch(lease -> lease.latestNanos() < purge.fromNanos());
    }

    /** Until when the lease certainly excluded every other; a purge ends it too. */
    long heldUntilNanos(Story story, Lease lease) {
        long held = story.heldUntilNanos(lease);
        for (PurgeSpan purge : purges()) {
            held = purge.untilNanos() > lease.earliestNanos() ? Math.min(held, purge.fromNanos()) : held;
        }
        return held;
    }

    /** The counters that say that the queue is empty, if nothing was called after them. */
    Optional<Count> drained() {
        if (counts.isEmpty()) {
            return Optional.empty();
        }
        Count last = counts.get(counts.size() - 1);
        boolean isLast = operations.stream()
                .allMatch(operation -> operation == last
                        || operation.call().completeNanos() <= last.call().invokeNanos());
        return isLast && last.call().isOk() && last.total() == 0 ? Optional.of(last) : Optional.empty();
    }
}
