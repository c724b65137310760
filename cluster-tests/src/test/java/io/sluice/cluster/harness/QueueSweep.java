package io.sluice.cluster.harness;

import static org.awaitility.Awaitility.await;

import io.grpc.StatusRuntimeException;
import io.sluice.api.v1.DeleteQueueRequest;
import io.sluice.api.v1.ListQueuesRequest;
import java.util.List;

/** Deletes all queues of a cluster, so that the next test finds none but its own. */
final class QueueSweep {
    private QueueSweep() {}

    /** Returns when the node behind the endpoint knows no queue; goes on while nobody leads. */
    static void deleteAll(Endpoint endpoint) {
        await("the end of all queues")
                .atMost(Cluster.HEALTHY_WITHIN)
                .ignoreExceptionsMatching(StatusRuntimeException.class::isInstance)
                .until(() -> {
                    List<String> urls = endpoint.queues()
                            .listQueues(ListQueuesRequest.getDefaultInstance())
                            .getQueueUrlsList();
                    for (String url : urls) {
                        var unused = endpoint.queues()
                                .deleteQueue(DeleteQueueRequest.newBuilder()
                                        .setQueueUrl(url)
                                        .build());
                    }
                    return urls.isEmpty();
                });
    }
}
