package io.sluice.cluster.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.cluster.harness.Cluster;
import io.sluice.cluster.harness.ClusterExtension;
import io.sluice.cluster.harness.NodeProcess;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Stock clients of AWS work with a cluster, and run through the death of a node. */
@Tag("cluster")
final class AwsClientsTest {
    @RegisterExtension
    static final ClusterExtension CLUSTER = ClusterExtension.shared();

    /** The first may bring one message only; a poll may meet the election of a leader. */
    private static final int RECEIVES_MAX = 4;

    @Test
    void botoLosesNothingWhenANodeDiesAndComesBack() throws Exception {
        Cluster cluster = CLUSTER.get();

        AwsClients.boto().runOverHttp("boto", cluster, event -> Deaths.on(event, cluster));
    }

    @Test
    void javaScriptLosesNothingWhenANodeDiesAndComesBack() throws Exception {
        Cluster cluster = CLUSTER.get();

        AwsClients.javaScript().runOverHttp("javascript", cluster, event -> Deaths.on(event, cluster));
    }

    @Test
    void theCommandLineSendsByOneNodeAndReceivesByAnother() throws Exception {
        List<NodeProcess> nodes = CLUSTER.get().nodes();
        String first = CLUSTER.get().httpAddress(nodes.get(0));
        String last = CLUSTER.get().httpAddress(nodes.get(nodes.size() - 1));
        AwsClients.cli(first, "create-queue", "--queue-name", "shell", "--attributes", "VisibilityTimeout=60");
        String text = "na\u00efve \"quotes\" & <tags>";

        AwsClients.cli(first, "send-message", "--queue-url", url(first), "--message-body", text);
        JsonNode message = json(AwsClients.cli(
                        last, "receive-message", "--queue-url", url(last), "--wait-time-seconds", "5"))
                .path("Messages")
                .path(0);
        AwsClients.cli(
                last,
                "delete-message",
                "--queue-url",
                url(last),
                "--receipt-handle",
                message.path("ReceiptHandle").asText());

        assertThat(message.path("Body").asText()).isEqualTo(text);
        assertThat(json(AwsClients.cli(last, "list-queues", "--queue-name-prefix", "shell"))
                        .path("QueueUrls")
                        .path(0)
                        .asText())
                .isEqualTo(url(last));
    }

    @Test
    void theCommandLineGoesOnAtAnotherNodeWhenOneDies() throws Exception {
        Cluster cluster = CLUSTER.get();
        NodeProcess dying = cluster.leader();
        NodeProcess other = cluster.nodes().stream()
                .filter(node -> node != dying)
                .findFirst()
                .orElseThrow();
        String first = cluster.httpAddress(dying);
        String last = cluster.httpAddress(other);
        AwsClients.cli(first, "create-queue", "--queue-name", "shell-dies");
        AwsClients.cli(first, "send-message", "--queue-url", url(first, "shell-dies"), "--message-body", "before");

        dying.kill();
        AwsClients.cli(last, "send-message", "--queue-url", url(last, "shell-dies"), "--message-body", "after");
        Set<String> bodies = new TreeSet<>();
        for (int i = 0; i < RECEIVES_MAX && bodies.size() < 2; i++) {
            json(AwsClients.cli(
                            last,
                            "receive-message",
                            "--queue-url",
                            url(last, "shell-dies"),
                            "--wait-time-seconds",
                            "5",
                            "--max-number-of-messages",
                            "10"))
                    .path("Messages")
                    .forEach(message -> bodies.add(message.path("Body").asText()));
        }
        dying.start();
        cluster.awaitLed();

        assertThat(bodies).containsExactly("after", "before");
        assertThat(json(AwsClients.cli(first, "get-queue-url", "--queue-name", "shell-dies"))
                        .path("QueueUrl")
                        .asText())
                .isEqualTo(url(first, "shell-dies"));
    }

    private static String url(String endpoint) {
        return url(endpoint, "shell");
    }

    private static String url(String endpoint, String queue) {
        return endpoint + "/000000000000/" + queue;
    }

    private static JsonNode json(String text) throws Exception {
        return new ObjectMapper().readTree(text);
    }
}
