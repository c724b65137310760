package io.sluice.cluster.harness;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import io.sluice.api.v1.ChangeMessageVisibilityRequest;
import io.sluice.api.v1.ConsumeAcknowledge;
import io.sluice.api.v1.ConsumeCredit;
import io.sluice.api.v1.ConsumeRequest;
import io.sluice.api.v1.ConsumeResponse;
import io.sluice.api.v1.ConsumeStart;
import io.sluice.api.v1.CreateQueueRequest;
import io.sluice.api.v1.DeleteQueueRequest;
import io.sluice.api.v1.GetQueueAttributesRequest;
import io.sluice.api.v1.GetQueueUrlRequest;
import io.sluice.api.v1.ListQueuesRequest;
import io.sluice.api.v1.Message;
import io.sluice.api.v1.PurgeQueueRequest;
import io.sluice.api.v1.QueueServiceGrpc;
import io.sluice.api.v1.SendMessageRequest;
import io.sluice.api.v1.SetQueueAttributesRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Makes the calls that a {@link Workload} does not, each kind again and again on a thread of its own, and knows for how
 * long none of a kind succeeded. A call that fails is followed by one to the next node, as clients do it.
 */
public final class EveryOperation implements AutoCloseable {
    private static final Duration CALL_MAX = Duration.ofSeconds(4);
    private static final Duration PAUSE = Duration.ofMillis(200);

    /** Queues ahead of what is purged and of what is deleted, so that neither waits for what is created. */
    private static final int AHEAD = 20;

    private static final int VISIBILITY_SECONDS = 600;
    private static final int CREDIT = 10;

    private final Cluster cluster;
    private final String prefix;
    private final StopSignal stop = new StopSignal();
    private final Map<String, List<Long>> successes = new TreeMap<>();
    private final List<Thread> threads = new ArrayList<>();
    private final BlockingQueue<String> purgeable = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> deletable = new LinkedBlockingQueue<>();
    private final AtomicInteger made = new AtomicInteger();

    private EveryOperation(Cluster cluster, String prefix) {
        this.cluster = cluster;
        this.prefix = prefix;
    }

    /** One call, or a few that make one; a failure is a {@link StatusRuntimeException}. */
    @FunctionalInterface
    private interface Step {
        void on(Endpoint endpoint) throws InterruptedException;
    }

    /** Begins to call; all queues have names with this prefix. */
    public static EveryOperation start(Cluster cluster, String prefix) {
        EveryOperation every = new EveryOperation(cluster, prefix);
        for (int i = 0; i < AHEAD; i++) {
            every.purgeable.add(every.create(cluster.endpoints().get(0)));
            every.deletable.add(every.create(cluster.endpoints().get(0)));
        }
        every.begin(cluster.createQueue(prefix, Map.of()), cluster.createQueue(prefix + "-consumed", Map.of()));
        return every;
    }

    private void begin(String url, String consumedUrl) {
        Requests.send(cluster.endpoints().get(0), url, "hidden again and again");
        Message hidden = Requests.receiveNow(cluster.endpoints().get(0), url).get(0);
        repeat("CreateQueue", endpoint -> purgeable.add(create(endpoint)));
        repeat("PurgeQueue", endpoint -> {
            String purged = purgeable.take();
            var unused = endpoint.queues(CALL_MAX)
                    .purgeQueue(
                            PurgeQueueRequest.newBuilder().setQueueUrl(purged).build());
            deletable.add(purged);
        });
        repeat("DeleteQueue", endpoint -> {
            String deleted = deletable.take();
            var unused = endpoint.queues(CALL_MAX)
                    .deleteQueue(
                            DeleteQueueRequest.newBuilder().setQueueUrl(deleted).build());
        });
        repeat("ListQueues", endpoint -> endpoint.queues(CALL_MAX).listQueues(ListQueuesRequest.getDefaultInstance()));
        repeat(
                "GetQueueUrl",
                endpoint -> endpoint.queues(CALL_MAX)
                        .getQueueUrl(GetQueueUrlRequest.newBuilder()
                                .setQueueName(prefix)
                                .build()));
        repeat(
                "GetQueueAttributes",
                endpoint -> endpoint.queues(CALL_MAX)
                        .getQueueAttributes(GetQueueAttributesRequest.newBuilder()
                                .setQueueUrl(url)
                                .addAttributeNames("All")
                                .build()));
        repeat(
                "SetQueueAttributes",
                endpoint -> endpoint.queues(CALL_MAX)
                        .setQueueAttributes(SetQueueAttributesRequest.newBuilder()
                                .setQueueUrl(url)
                                .putAttributes("VisibilityTimeout", "" + made.get() % 100)
                                .build()));
        repeat(
                "ChangeMessageVisibility",
                endpoint -> endpoint.queues(CALL_MAX)
                        .changeMessageVisibility(ChangeMessageVisibilityRequest.newBuilder()
                                .setQueueUrl(url)
                                .setReceiptHandle(hidden.getReceiptHandle())
                                .setVisibilityTimeout(VISIBILITY_SECONDS)
                                .build()));
        repeat("Consume", new Consumer(consumedUrl));
        threads.forEach(Thread::start);
    }

    private String create(Endpoint endpoint) {
        return endpoint.queues(CALL_MAX)
                .createQueue(CreateQueueRequest.newBuilder()
                        .setQueueName(prefix + "-" + made.incrementAndGet())
                        .build())
                .getQueueUrl();
    }

    private void repeat(String kind, Step step) {
        List<Long> ends = new CopyOnWriteArrayList<>();
        successes.put(kind, ends);
        Thread thread = new Thread(() -> run(step, ends), "every-" + kind);
        thread.setDaemon(true);
        threads.add(thread);
    }

    private void run(Step step, List<Long> ends) {
        int node = 0;
        try {
            while (!stop.within(PAUSE)) {
                try {
                    step.on(cluster.endpoints().get(node));
                    ends.add(System.nanoTime());
                } catch (StatusRuntimeException e) {
                    node = (node + 1) % cluster.endpoints().size();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Longest time in the span without the end of a successful call, by operation. */
    public Map<String, Duration> longestStalls(long fromNanos, long toNanos) {
        Map<String, Duration> stalls = new TreeMap<>();
        successes.forEach((kind, ends) -> {
            long last = fromNanos;
            long longest = 0;
            for (long end : ends) {
                if (end > fromNanos && end < toNanos) {
                    longest = Math.max(longest, end - last);
                    last = end;
                }
            }
            stalls.put(kind, Duration.ofNanos(Math.max(longest, toNanos - last)));
        });
        return stalls;
    }

    @Override
    public void close() {
        stop.stop();
        threads.forEach(Thread::interrupt);
    }

    /** Sends a message and gets it, on a stream that is opened anew when it ends. */
    private static final class Consumer implements Step {
        private final String url;
        private Stream stream = Stream.none();

        Consumer(String url) {
            this.url = url;
        }

        @Override
        public void on(Endpoint endpoint) throws InterruptedException {
            if (stream.ended) {
                stream = Stream.open(endpoint, url);
            }
            var unused = endpoint.queues(CALL_MAX)
                    .sendMessage(SendMessageRequest.newBuilder()
                            .setQueueUrl(url)
                            .setMessageBody("consumed")
                            .build());
            Message pushed = stream.pushed.poll(CALL_MAX.toMillis(), TimeUnit.MILLISECONDS);
            if (pushed == null) {
                stream.ended = true;
                throw Status.UNAVAILABLE.asRuntimeException();
            }
            stream.acknowledge(pushed);
        }
    }

    /** What the server pushes on one stream. */
    private static final class Stream implements StreamObserver<ConsumeResponse> {
        private final BlockingQueue<Message> pushed = new LinkedBlockingQueue<>();
        private @Nullable StreamObserver<ConsumeRequest> requests;
        private volatile boolean ended;

        static Stream none() {
            Stream none = new Stream();
            none.ended = true;
            return none;
        }

        static Stream open(Endpoint endpoint, String url) {
            Stream opened = new Stream();
            StreamObserver<ConsumeRequest> requests =
                    QueueServiceGrpc.newStub(endpoint.channel()).consume(opened);
            requests.onNext(ConsumeRequest.newBuilder()
                    .setStart(ConsumeStart.newBuilder().setQueueUrl(url).setCredit(CREDIT))
                    .build());
            opened.requests = requests;
            return opened;
        }

        void acknowledge(Message message) {
            StreamObserver<ConsumeRequest> open = Objects.requireNonNull(requests);
            open.onNext(ConsumeRequest.newBuilder()
                    .setAcknowledge(ConsumeAcknowledge.newBuilder().addReceiptHandles(message.getReceiptHandle()))
                    .build());
            open.onNext(ConsumeRequest.newBuilder()
                    .setCredit(ConsumeCredit.newBuilder().setMessages(1))
                    .build());
        }

        @Override
        public void onNext(ConsumeResponse response) {
            pushed.addAll(response.getMessages().getMessagesList());
        }

        @Override
        public void onError(Throwable thrown) {
            ended = true;
        }

        @Override
        public void onCompleted() {
            ended = true;
        }
    }
}
