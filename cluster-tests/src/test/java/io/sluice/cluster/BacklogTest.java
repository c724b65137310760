package io.sluice.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.api.v1.DeleteMessageBatchRequest;
import io.sluice.api.v1.DeleteMessageBatchRequestEntry;
import io.sluice.api.v1.Message;
import io.sluice.api.v1.SendMessageBatchRequest;
import io.sluice.api.v1.SendMessageBatchRequestEntry;
import io.sluice.cluster.harness.Cluster;
import io.sluice.cluster.harness.ClusterExtension;
import io.sluice.cluster.harness.ClusterPlan;
import io.sluice.cluster.harness.Endpoint;
import io.sluice.cluster.harness.NodeProcess;
import io.sluice.cluster.harness.Requests;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Messages that wait take no heap: more of them than the heap could hold are sent, kept and consumed. */
@Tag("cluster")
final class BacklogTest {
    private static final int HEAP_MEGABYTES = 128;

    /** Their bodies alone would take two thirds of the heap, and a node that does nothing does not leave as much. */
    private static final int MESSAGES = 150_000;

    private static final int BODY_CHARS = 600;
    private static final int BATCH = 10;
    private static final int THREADS = 48;

    @RegisterExtension
    static final ClusterExtension CLUSTER =
            ClusterExtension.of(() -> ClusterPlan.ofThree().withHeap(HEAP_MEGABYTES));

    @Test
    @Timeout(300)
    void aBacklogLargerThanTheHeapIsKeptAndConsumed() throws Exception {
        sendAndConsume(CLUSTER.get(), "backlog", MESSAGES);
    }

    static void sendAndConsume(Cluster cluster, String queue, int count) throws Exception {
        String url = cluster.createQueue(queue, Map.of("VisibilityTimeout", "3600"));
        AtomicInteger next = new AtomicInteger();
        long begun = System.nanoTime();

        everywhere(cluster, endpoint -> {
            for (int from = next.getAndAdd(BATCH); from < count; from = next.getAndAdd(BATCH)) {
                send(endpoint, url, from);
            }
        });
        long sent = System.nanoTime();
        assertThat(Requests.counters(cluster.endpoints().get(0), url)).containsExactly((long) count, 0L, 0L);

        BitSet seen = new BitSet(count);
        everywhere(cluster, endpoint -> {
            for (List<Message> some = receive(endpoint, url); !some.isEmpty(); some = receive(endpoint, url)) {
                note(seen, some);
                delete(endpoint, url, some);
            }
        });
        System.out.printf(
                "%,d messages: sent in %,d ms, received and deleted in %,d ms%n",
                count,
                TimeUnit.NANOSECONDS.toMillis(sent - begun),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - sent));
        assertThat(seen.cardinality()).isEqualTo(count);
        assertThat(Requests.counters(cluster.endpoints().get(0), url)).containsExactly(0L, 0L, 0L);
        assertThat(cluster.nodes()).allMatch(NodeProcess::isAlive);
    }

    @FunctionalInterface
    private interface Work {
        void through(Endpoint endpoint);
    }

    /** The same work through all nodes at once, on many threads. */
    private static void everywhere(Cluster cluster, Work work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<Boolean>> works = IntStream.range(0, THREADS)
                    .<Callable<Boolean>>mapToObj(i -> () -> {
                        work.through(cluster.endpoints().get(i % cluster.nodes().size()));
                        return true;
                    })
                    .toList();
            for (Future<Boolean> done : threads.invokeAll(works)) {
                assertThat(done.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static void send(Endpoint endpoint, String url, int from) {
        SendMessageBatchRequest.Builder batch =
                SendMessageBatchRequest.newBuilder().setQueueUrl(url);
        for (int number = from; number < from + BATCH; number++) {
            String text = Integer.toString(number);
            batch.addEntries(SendMessageBatchRequestEntry.newBuilder()
                    .setId(text)
                    .setMessageBody(text + " ".repeat(BODY_CHARS - text.length())));
        }
        assertThat(endpoint.queues().sendMessageBatch(batch.build()).getFailedList())
                .isEmpty();
    }

    private static List<Message> receive(Endpoint endpoint, String url) {
        return endpoint.queues()
                .receiveMessage(
                        Requests.receive(url, 0).setVisibilityTimeout(3600).build())
                .getMessagesList();
    }

    private static void note(BitSet seen, List<Message> messages) {
        synchronized (seen) {
            messages.forEach(
                    message -> seen.set(Integer.parseInt(message.getBody().strip())));
        }
    }

    private static void delete(Endpoint endpoint, String url, List<Message> messages) {
        DeleteMessageBatchRequest.Builder batch =
                DeleteMessageBatchRequest.newBuilder().setQueueUrl(url);
        messages.forEach(message -> batch.addEntries(DeleteMessageBatchRequestEntry.newBuilder()
                .setId(message.getMessageId())
                .setReceiptHandle(message.getReceiptHandle())));
        assertThat(endpoint.queues().deleteMessageBatch(batch.build()).getFailedList())
                .isEmpty();
    }
}
