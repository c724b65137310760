package io.sluice.client;

import io.sluice.api.v1.CancelMessageMoveTaskRequest;
import io.sluice.api.v1.CancelMessageMoveTaskResponse;
import io.sluice.api.v1.ListMessageMoveTasksRequest;
import io.sluice.api.v1.ListMessageMoveTasksResultEntry;
import io.sluice.api.v1.QueueServiceGrpc;
import io.sluice.api.v1.StartMessageMoveTaskRequest;
import io.sluice.api.v1.StartMessageMoveTaskResponse;
import java.time.Instant;
import java.util.List;

/** The operations on moves of messages out of queues, begun but not awaited; both faces build on them. */
final class MoveCalls {
    private final PromptCalls calls;

    MoveCalls(PromptCalls calls) {
        this.calls = calls;
    }

    Pending<?, String> startMove(String sourceArn, MoveOptions options) {
        StartMessageMoveTaskRequest.Builder request = StartMessageMoveTaskRequest.newBuilder()
                .setSourceArn(sourceArn)
                .setDestinationArn(options.destinationArn())
                .setRequestId(calls.requestId());
        if (options.messagesPerSecond() != 0) {
            request.setMaxNumberOfMessagesPerSecond(options.messagesPerSecond());
        }
        return calls.call(
                QueueServiceGrpc.getStartMessageMoveTaskMethod(),
                request.build(),
                named(sourceArn),
                StartMessageMoveTaskResponse::getTaskHandle);
    }

    Pending<?, List<MoveInfo>> listMoves(String sourceArn, int movesMax) {
        ListMessageMoveTasksRequest request = ListMessageMoveTasksRequest.newBuilder()
                .setSourceArn(sourceArn)
                .setMaxResults(movesMax)
                .build();
        return calls.call(
                QueueServiceGrpc.getListMessageMoveTasksMethod(),
                request,
                named(sourceArn),
                response ->
                        response.getResultsList().stream().map(MoveCalls::move).toList());
    }

    private static MoveInfo move(ListMessageMoveTasksResultEntry entry) {
        return new MoveInfo(
                entry.getTaskHandle(),
                entry.getStatus(),
                entry.getSourceArn(),
                entry.getDestinationArn(),
                entry.getMaxNumberOfMessagesPerSecond(),
                entry.getApproximateNumberOfMessagesMoved(),
                entry.getApproximateNumberOfMessagesToMove(),
                entry.getFailureReason(),
                Instant.ofEpochMilli(entry.getStartedTimestamp()),
                entry.getRedriveHandle(),
                entry.getScanned(),
                entry.getLeftBehind());
    }

    Pending<?, Long> cancelMove(String taskHandle) {
        CancelMessageMoveTaskRequest request = CancelMessageMoveTaskRequest.newBuilder()
                .setTaskHandle(taskHandle)
                .setRequestId(calls.requestId())
                .build();
        return calls.call(
                QueueServiceGrpc.getCancelMessageMoveTaskMethod(),
                request,
                "",
                CancelMessageMoveTaskResponse::getApproximateNumberOfMessagesMoved);
    }

    /** The queue that an ARN names. */
    private static String named(String arn) {
        return arn.substring(arn.lastIndexOf(':') + 1);
    }
}
