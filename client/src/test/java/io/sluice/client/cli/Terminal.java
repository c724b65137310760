package io.sluice.client.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.client.fake.FakeCluster;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Where tests type commands: a fake cluster of two nodes for each test, led by the first. For one thread. */
final class Terminal implements BeforeEachCallback, AfterEachCallback {
    private @Nullable FakeCluster running;

    /** What a command printed and how it ended. */
    record Ended(int code, String out, String err) {
        JsonNode json() throws IOException {
            return new ObjectMapper().readTree(out);
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        FakeCluster cluster = FakeCluster.start(2);
        cluster.lead(cluster.node(1));
        running = cluster;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        cluster().close();
    }

    FakeCluster cluster() {
        return Objects.requireNonNull(running);
    }

    /** Runs a command of these words against the cluster, to its end. */
    Ended run(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        if (!all.isEmpty()) {
            all.add("--endpoints");
            all.add(String.join(",", cluster().addresses()));
        }
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), all.toArray(new String[0]));
        return new Ended(code, out.toString(), err.toString());
    }
}
