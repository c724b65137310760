package io.sluice.client;

import io.sluice.api.v1.ListDeadLetterGroupsRequest;
import io.sluice.api.v1.ListDeadLetterGroupsResponse;
import io.sluice.api.v1.QueueServiceGrpc;
import io.sluice.api.v1.RedriveDeadLettersRequest;
import io.sluice.api.v1.UndoRedriveRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Dead letters: why they died, and the way back of some of them. A queue is named by its name or its URL. Every
 * method throws {@link SluiceException} when there is no good answer within {@link ClientConfig#callTimeout}.
 * Thread-safe.
 */
public final class DeadLetterClient {
    private final PromptCalls calls;

    DeadLetterClient(PromptCalls calls) {
        this.calls = calls;
    }

    /** Dead letters by reason and queue, the greatest first; looks through the queue page by page. */
    public List<DeadLetterGroup> groups(String queue, DeadLetterSelection selection) {
        SortedMap<String, DeadLetterGroup> all = new TreeMap<>();
        ListDeadLetterGroupsResponse page;
        String cursor = "";
        do {
            page = page(queue, selection, cursor);
            for (io.sluice.api.v1.DeadLetterGroup group : page.getGroupsList()) {
                all.merge(group.getSourceQueue() + " " + group.getReason(), group(group), DeadLetterClient::united);
            }
            cursor = page.getCursor();
        } while (page.getMore());
        return all.values().stream()
                .sorted(Comparator.comparingLong(DeadLetterGroup::count).reversed())
                .toList();
    }

    private ListDeadLetterGroupsResponse page(String queue, DeadLetterSelection selection, String cursor) {
        ListDeadLetterGroupsRequest request = ListDeadLetterGroupsRequest.newBuilder()
                .setQueueUrl(queue)
                .setSelection(selection.wire())
                .setCursor(cursor)
                .build();
        return calls.await(QueueServiceGrpc.getListDeadLetterGroupsMethod(), request, queue, answer -> answer);
    }

    private static DeadLetterGroup group(io.sluice.api.v1.DeadLetterGroup group) {
        return new DeadLetterGroup(
                group.getReason(),
                group.getSourceQueue(),
                group.getCount(),
                instant(group.getFirstTimestamp()),
                instant(group.getLastTimestamp()),
                group.getMessageIdsList());
    }

    private static DeadLetterGroup united(DeadLetterGroup one, DeadLetterGroup other) {
        List<String> ids = new ArrayList<>(one.messageIds());
        ids.addAll(other.messageIds());
        return new DeadLetterGroup(
                one.reason(),
                one.sourceQueue(),
                one.count() + other.count(),
                earlier(one.first(), other.first()),
                later(one.last(), other.last()),
                ids.subList(0, Math.min(3, ids.size())));
    }

    private static @Nullable Instant instant(long millis) {
        return millis == 0 ? null : Instant.ofEpochMilli(millis);
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        return one == null ? other : other == null || one.isBefore(other) ? one : other;
    }

    private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
        return one == null ? other : other == null || one.isAfter(other) ? one : other;
    }

    /**
     * Begins to move some dead letters; its progress is among the moves out of the queue.
     *
     * @param destination the queue that they go to; empty: each to the queue that it is a dead letter of
     * @param messagesPerSecond 1 to 500; 0: as many as the cluster allows
     * @return the handle by which it can be cancelled, as a move, or undone
     */
    public String redrive(String queue, DeadLetterSelection selection, String destination, int messagesPerSecond) {
        RedriveDeadLettersRequest.Builder request = RedriveDeadLettersRequest.newBuilder()
                .setQueueUrl(queue)
                .setSelection(selection.wire())
                .setDestinationQueueUrl(destination)
                .setRequestId(calls.requestId());
        if (messagesPerSecond != 0) {
            request.setMaxNumberOfMessagesPerSecond(messagesPerSecond);
        }
        return calls.await(
                QueueServiceGrpc.getRedriveDeadLettersMethod(),
                request.build(),
                queue,
                answer -> answer.getRedriveHandle());
    }

    /**
     * Begins to make what a redrive has moved dead letters again, as far as nobody has received it since.
     *
     * @return the handles of the moves back, one for each queue that messages had gone to
     */
    public List<String> undo(String redriveHandle) {
        UndoRedriveRequest request =
                UndoRedriveRequest.newBuilder().setRedriveHandle(redriveHandle).build();
        return calls.await(
                QueueServiceGrpc.getUndoRedriveMethod(),
                request,
                "",
                answer -> List.copyOf(answer.getTaskHandlesList()));
    }
}
