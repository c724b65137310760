package io.sluice.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.api.v1.SendMessageRequest;
import io.sluice.cluster.harness.Cluster;
import io.sluice.cluster.harness.ClusterExtension;
import io.sluice.cluster.harness.Endpoint;
import io.sluice.cluster.harness.Metrics;
import io.sluice.cluster.harness.Requests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What nodes measure is there under the names that alerts and dashboards ask for, and is right. */
@Tag("cluster")
final class MetricsTest {
    private static final Path DEPLOY = Path.of("..", "deploy");
    private static final int VISIBLE = 30;
    private static final int DELAYED = 3;

    /** An expression of an alert, on its line or on the lines below it; or one of a dashboard. */
    private static final Pattern EXPRESSION =
            Pattern.compile("expr: (>-\\n)?(.+(\\n {10}\\S.*)*)|\"expr\": \"((\\\\.|[^\"])*)\"");

    /** What is no name of a metric: texts, labels in braces, labels after {@code by}, spans of time. */
    private static final Pattern NO_NAME = Pattern.compile("\\\\?\"[^\"]*\"|\\{[^}]*}|\\bby \\([^)]*\\)|\\[[^]]*]");

    private static final Pattern NAME = Pattern.compile("\\b[a-z]\\w*\\b(?! ?\\()");

    /** Words of the language; and what Prometheus itself adds about every node that it asks. */
    private static final Set<String> OTHERS = Set.of("or", "and", "sum", "max", "up");

    /** There are such series only where there are certificates; see TlsTest. */
    private static final String WITH_TLS_ONLY = "sluice_tls_";

    @RegisterExtension
    static final ClusterExtension CLUSTER = ClusterExtension.shared();

    @Test
    void queuesCallsStoreAndLogAreMeasured() throws Exception {
        Cluster cluster = CLUSTER.get();
        Endpoint any = cluster.endpoints().get(0);
        String url = cluster.createQueue("metrics", Map.of());
        Metrics before = Metrics.of(cluster);
        for (int i = 0; i < VISIBLE; i++) {
            Requests.send(cluster.endpoints().get(i % 3), url, "body " + i);
        }
        for (int i = 0; i < DELAYED; i++) {
            var unused = any.queues()
                    .sendMessage(SendMessageRequest.newBuilder()
                            .setQueueUrl(url)
                            .setMessageBody("later")
                            .setDelaySeconds(600)
                            .build());
        }
        int inFlight = Requests.receiveNow(any, url).size();

        await().atMost(Cluster.HEALTHY_WITHIN).untilAsserted(() -> {
            Metrics now = Metrics.of(cluster);
            assertThat(messages(now, "visible")).isEqualTo(VISIBLE - inFlight);
            assertThat(messages(now, "in_flight")).isEqualTo(inFlight).isPositive();
            assertThat(messages(now, "delayed")).isEqualTo(DELAYED);
            assertThat(now.sum("sluice_queue_oldest_age_seconds", "queue=\"metrics\""))
                    .isPositive();
        });
        Metrics after = Metrics.of(cluster);
        assertThat(calls(after, "SendMessage") - calls(before, "SendMessage")).isEqualTo(VISIBLE + DELAYED);
        assertThat(calls(after, "ReceiveMessage") - calls(before, "ReceiveMessage"))
                .isEqualTo(1);
        assertThat(more(before, after, "sluice_api_latency_seconds_count")).isGreaterThanOrEqualTo(VISIBLE + DELAYED);
        assertThat(more(before, after, "sluice_tablet_commands_total")).isGreaterThanOrEqualTo(VISIBLE + DELAYED);
        assertThat(more(before, after, "sluice_tablet_commit_seconds_count")).isPositive();
        assertThat(more(before, after, "ratis_log_worker_flushTime_seconds_count"))
                .isPositive();
        assertThat(after.sum("sluice_tablet_store_bytes")).isPositive();
    }

    @Test
    void alertsAndDashboardsAskForWhatIsThere() throws Exception {
        Cluster cluster = CLUSTER.get();
        var unused = cluster.createQueue("metrics-asked", Map.of());
        Set<String> asked = new TreeSet<>(asked(DEPLOY.resolve("prometheus/alerts.yaml")));
        asked.addAll(asked(DEPLOY.resolve("grafana/sluice.json")));

        assertThat(asked).hasSizeGreaterThan(20).contains("sluice_queue_messages", "disk_total_bytes");
        await().atMost(Cluster.HEALTHY_WITHIN)
                .untilAsserted(() -> assertThat(Metrics.of(cluster).names()).containsAll(asked));
    }

    private static double messages(Metrics metrics, String state) {
        return metrics.sum("sluice_queue_messages", "queue=\"metrics\"", "state=\"" + state + "\"");
    }

    private static double calls(Metrics metrics, String operation) {
        return metrics.sum("sluice_api_calls_total", "operation=\"" + operation + "\"", "code=\"OK\"");
    }

    private static double more(Metrics before, Metrics after, String name) {
        return after.sum(name) - before.sum(name);
    }

    /** The names of metrics in the expressions of a file. */
    private static Set<String> asked(Path file) throws IOException {
        Set<String> names = new TreeSet<>();
        Matcher expression = EXPRESSION.matcher(Files.readString(file, UTF_8));
        while (expression.find()) {
            String text = expression.group(2) == null ? expression.group(4) : expression.group(2);
            Matcher name = NAME.matcher(NO_NAME.matcher(text).replaceAll(" "));
            while (name.find()) {
                if (!OTHERS.contains(name.group()) && !name.group().startsWith(WITH_TLS_ONLY)) {
                    names.add(name.group());
                }
            }
        }
        return names;
    }
}
