package io.sluice.client.fake;

import io.grpc.Status;
import io.sluice.api.v1.CancelMessageMoveTaskRequest;
import io.sluice.api.v1.CancelMessageMoveTaskResponse;
import io.sluice.api.v1.ListMessageMoveTasksRequest;
import io.sluice.api.v1.ListMessageMoveTasksResponse;
import io.sluice.api.v1.ListMessageMoveTasksResultEntry;
import io.sluice.api.v1.StartMessageMoveTaskRequest;
import io.sluice.api.v1.StartMessageMoveTaskResponse;

/** The fake's moves, which move nothing but remember what was asked. */
final class FakeMoves {
    private final FakeCluster cluster;

    FakeMoves(FakeCluster cluster) {
        this.cluster = cluster;
    }

    StartMessageMoveTaskResponse start(StartMessageMoveTaskRequest request) {
        String handle = "task-" + (cluster.moves().size() + 1);
        ListMessageMoveTasksResultEntry.Builder move = ListMessageMoveTasksResultEntry.newBuilder()
                .setTaskHandle(handle)
                .setStatus("RUNNING")
                .setSourceArn(request.getSourceArn())
                .setDestinationArn(request.getDestinationArn())
                .setApproximateNumberOfMessagesMoved(3)
                .setApproximateNumberOfMessagesToMove(5)
                .setStartedTimestamp(1_700_000_000_000L);
        if (request.hasMaxNumberOfMessagesPerSecond()) {
            move.setMaxNumberOfMessagesPerSecond(request.getMaxNumberOfMessagesPerSecond());
        }
        cluster.moves().add(0, move.build());
        return StartMessageMoveTaskResponse.newBuilder().setTaskHandle(handle).build();
    }

    ListMessageMoveTasksResponse list(ListMessageMoveTasksRequest request) {
        return ListMessageMoveTasksResponse.newBuilder()
                .addAllResults(cluster.moves().stream()
                        .filter(move -> move.getSourceArn().equals(request.getSourceArn()))
                        .limit(request.getMaxResults())
                        .toList())
                .build();
    }

    CancelMessageMoveTaskResponse cancel(CancelMessageMoveTaskRequest request) {
        ListMessageMoveTasksResultEntry move = cluster.moves().stream()
                .filter(one -> one.getTaskHandle().equals(request.getTaskHandle()))
                .findFirst()
                .orElseThrow(
                        () -> Refusals.coded(Status.NOT_FOUND, "ResourceNotFoundException", "Task does not exist."));
        cluster.moves()
                .set(
                        cluster.moves().indexOf(move),
                        move.toBuilder()
                                .setStatus("CANCELLED")
                                .clearTaskHandle()
                                .build());
        return CancelMessageMoveTaskResponse.newBuilder()
                .setApproximateNumberOfMessagesMoved(move.getApproximateNumberOfMessagesMoved())
                .build();
    }
}
