package io.sluice.client.fake;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.sluice.api.v1.BrowsedMessage;
import io.sluice.api.v1.DeadLetterGroup;
import io.sluice.api.v1.DeadLetterSelection;
import io.sluice.api.v1.DeadLetterStory;
import io.sluice.api.v1.FailedReceive;
import io.sluice.api.v1.ListDeadLetterGroupsRequest;
import io.sluice.api.v1.ListDeadLetterGroupsResponse;
import io.sluice.api.v1.RedriveDeadLettersRequest;
import io.sluice.api.v1.RedriveDeadLettersResponse;
import io.sluice.api.v1.UndoRedriveRequest;
import io.sluice.api.v1.UndoRedriveResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part of the fake's face that is about dead letters. Whoever asks a queue for dead letters gets all of its
 * messages as such: each left the queue {@code orders}, and died of the first word of its body.
 */
abstract class FakeDeaths extends FakeDeliveries {
    private static final String SOURCE = "orders";
    private static final long DIED_MILLIS = FakeQueue.BROWSED_MILLIS + 1_000;

    private final FakeCluster cluster;

    FakeDeaths(FakeCluster cluster) {
        super(cluster);
        this.cluster = cluster;
    }

    /** Those of some messages that are picked, each with its story. */
    static List<BrowsedMessage> picked(List<BrowsedMessage> messages, DeadLetterSelection selection) {
        return messages.stream()
                .filter(message -> allows(selection.getReasonsList(), reason(message)))
                .filter(message -> allows(selection.getSourceQueuesList(), SOURCE))
                .filter(message -> allows(selection.getMessageIdsList(), message.getMessageId()))
                .map(message -> message.toBuilder()
                        .setDeadLetterSourceArn("arn:aws:sqs:us-east-1:000000000000:" + SOURCE)
                        .setDeadLetter(story(reason(message)))
                        .build())
                .toList();
    }

    private static boolean allows(List<String> any, String value) {
        return any.isEmpty() || any.contains(value);
    }

    private static String reason(BrowsedMessage message) {
        return message.getBody().split(" ", 2)[0];
    }

    private static DeadLetterStory story(String reason) {
        return DeadLetterStory.newBuilder()
                .setReason(reason)
                .setTimestamp(DIED_MILLIS)
                .setSourceQueue(SOURCE)
                .addFailedReceives(FailedReceive.newBuilder()
                        .setReceiveNumber(1)
                        .setConsumerName("worker")
                        .setReceivedTimestamp(FakeQueue.BROWSED_MILLIS)
                        .setFailedTimestamp(DIED_MILLIS)
                        .setReason(reason))
                .build();
    }

    /** One dead letter a page. */
    @Override
    public void listDeadLetterGroups(
            ListDeadLetterGroupsRequest request, StreamObserver<ListDeadLetterGroupsResponse> out) {
        @Nullable List<BrowsedMessage> all = cluster.with(request.getQueueUrl(), FakeQueue::browse);
        if (all == null) {
            out.onError(Refusals.noQueue());
            return;
        }
        List<BrowsedMessage> found = picked(all, request.getSelection());
        int from = Integer.parseInt("0" + request.getCursor());
        ListDeadLetterGroupsResponse.Builder page = ListDeadLetterGroupsResponse.newBuilder();
        found.stream()
                .skip(from)
                .limit(1)
                .forEach(message -> page.setScanned(1)
                        .addGroups(DeadLetterGroup.newBuilder()
                                .setReason(reason(message))
                                .setSourceQueue(SOURCE)
                                .setCount(1)
                                .setFirstTimestamp(DIED_MILLIS)
                                .setLastTimestamp(DIED_MILLIS)
                                .addMessageIds(message.getMessageId())));
        out.onNext(page.setCursor(Integer.toString(from + 1))
                .setMore(from + 1 < found.size())
                .build());
        out.onCompleted();
    }

    /** Moves nothing, but remembers what was asked. */
    @Override
    public void redriveDeadLetters(RedriveDeadLettersRequest request, StreamObserver<RedriveDeadLettersResponse> out) {
        if (cluster.with(request.getQueueUrl(), queue -> queue) == null) {
            out.onError(Refusals.noQueue());
            return;
        }
        cluster.redrive(request);
        out.onNext(RedriveDeadLettersResponse.newBuilder()
                .setRedriveHandle("redrive-" + cluster.redrives().size())
                .build());
        out.onCompleted();
    }

    @Override
    public void undoRedrive(UndoRedriveRequest request, StreamObserver<UndoRedriveResponse> out) {
        if (!request.getRedriveHandle().equals("redrive-" + cluster.redrives().size())) {
            out.onError(Refusals.coded(Status.NOT_FOUND, "ResourceNotFoundException", "Task does not exist."));
            return;
        }
        out.onNext(UndoRedriveResponse.newBuilder()
                .addTaskHandles("undo-1")
                .addTaskHandles("undo-2")
                .build());
        out.onCompleted();
    }
}
