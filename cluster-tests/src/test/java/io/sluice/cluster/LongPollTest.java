package io.sluice.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.api.v1.Message;
import io.sluice.api.v1.ReceiveMessageResponse;
import io.sluice.cluster.harness.Cluster;
import io.sluice.cluster.harness.ClusterExtension;
import io.sluice.cluster.harness.Endpoint;
import io.sluice.cluster.harness.Requests;
import io.sluice.cluster.harness.StopSignal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A long poll at any node is woken by a send through any other. */
@Tag("cluster")
final class LongPollTest {
    private static final Duration UNTIL_PARKED = Duration.ofMillis(300);

    @RegisterExtension
    static final ClusterExtension CLUSTER = ClusterExtension.shared();

    @Test
    void aSendThroughAnyNodeWakesAPollAtAnyOther() throws Exception {
        Cluster cluster = CLUSTER.get();
        String url = cluster.createQueue("long-poll", Map.of());

        for (Endpoint poller : cluster.endpoints()) {
            for (Endpoint sender : cluster.endpoints()) {
                CompletableFuture<ReceiveMessageResponse> poll =
                        CompletableFuture.supplyAsync(() -> poller.queues(Duration.ofSeconds(35))
                                .receiveMessage(Requests.receive(url, 20).build()));
                new StopSignal().within(UNTIL_PARKED);
                long sent = System.nanoTime();
                String id = Requests.send(sender, url, "wake up");

                List<Message> woken = poll.get(40, TimeUnit.SECONDS).getMessagesList();
                Duration took = Duration.ofNanos(System.nanoTime() - sent);

                // A poll that was not woken would come back empty after its twenty seconds.
                assertThat(woken).extracting(Message::getMessageId).containsExactly(id);
                System.out.println(poller + " woken by " + sender + " in " + took.toMillis() + " ms");
                Requests.delete(sender, url, woken.get(0).getReceiptHandle());
            }
        }
    }

    @Test
    void aPollOfAnEmptyQueueWaitsItsTimeAndBringsNothing() {
        Cluster cluster = CLUSTER.get();
        String url = cluster.createQueue("long-poll-empty", Map.of());
        for (Endpoint poller : cluster.endpoints()) {
            long start = System.nanoTime();

            List<Message> nothing = Requests.receiveNow(poller, url);

            assertThat(nothing).isEmpty();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(1900));
        }
    }
}
