package io.sluice.node.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds alerts and runbooks together: whoever is woken must find what to do. */
class AlertsTest {
    private static final Path DEPLOY = Path.of(System.getProperty("sluice.root", ".."), "deploy");

    @Test
    void everyAlertHasItsRunbookAndEveryRunbookItsAlert() throws IOException {
        Set<String> alerts = new TreeSet<>();
        for (JsonNode rule : rules()) {
            String name = rule.path("alert").asText();
            alerts.add(name);
            assertThat(rule.path("annotations").path("runbook").asText()).isEqualTo("deploy/runbooks/" + name + ".md");
        }

        assertThat(runbooks()).isEqualTo(alerts);
    }

    private static List<JsonNode> rules() throws IOException {
        JsonNode file = new YAMLMapper()
                .readTree(Files.readString(DEPLOY.resolve("prometheus").resolve("alerts.yaml")));
        return file.path("groups").path(0).path("rules").valueStream().toList();
    }

    private static Set<String> runbooks() throws IOException {
        try (Stream<Path> files = Files.list(DEPLOY.resolve("runbooks"))) {
            return files.map(file -> file.getFileName().toString().replace(".md", ""))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
