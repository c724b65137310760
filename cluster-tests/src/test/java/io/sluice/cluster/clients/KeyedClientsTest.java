package io.sluice.cluster.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.client.AccessCredentials;
import io.sluice.cluster.harness.Cluster;
import io.sluice.cluster.harness.ClusterExtension;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Stock clients that sign with an access key, or bear one, run through the death of a node that asks for keys. */
@Tag("cluster")
final class KeyedClientsTest {
    private static final String ACCOUNT = "111111111111";

    @RegisterExtension
    static final ClusterExtension CLUSTER = AccessKeys.cluster();

    private static AccessCredentials key(Cluster cluster) {
        return AccessKeys.create(cluster, ACCOUNT, List.of("sqs:*")).credentials();
    }

    @Test
    void botoSignsThroughTheDeathOfANode() throws Exception {
        Cluster cluster = CLUSTER.get();

        AwsClients.boto().with(key(cluster)).runOverHttp("keyed-boto", cluster, event -> Deaths.on(event, cluster));
    }

    @Test
    void javaScriptSignsThroughTheDeathOfANode() throws Exception {
        Cluster cluster = CLUSTER.get();

        AwsClients.javaScript()
                .with(key(cluster))
                .runOverHttp("keyed-javascript", cluster, event -> Deaths.on(event, cluster));
    }

    @Test
    void pythonBearsItsKeyThroughTheDeathOfANode() throws Exception {
        Cluster cluster = CLUSTER.get();

        PythonClient.ready()
                .with(key(cluster))
                .run("keyed-python", cluster.endpoints(), event -> Deaths.on(event, cluster));
    }

    @Test
    void nodeJsBearsItsKeyThroughTheDeathOfANode() throws Exception {
        Cluster cluster = CLUSTER.get();

        NodeJsClient.ready()
                .with(key(cluster))
                .run("keyed-nodejs", cluster.endpoints(), event -> Deaths.on(event, cluster));
    }

    @Test
    void theCommandLineSignsAndIsRefusedWithAWrongSecret() throws Exception {
        Cluster cluster = CLUSTER.get();
        String endpoint = cluster.httpAddress(cluster.node(1));
        AccessCredentials key = key(cluster);
        AccessCredentials wrong = new AccessCredentials(key.keyId(), key.secret() + "x");

        String made = AwsClients.cli(key, endpoint, "create-queue", "--queue-name", "keyed-shell");

        assertThat(new ObjectMapper().readTree(made).path("QueueUrl").asText())
                .endsWith("/" + ACCOUNT + "/keyed-shell");
        assertThatThrownBy(() -> AwsClients.cli(wrong, endpoint, "list-queues"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("SignatureDoesNotMatch");
    }
}
