package io.sluice.node.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Holds {@code deploy/config/node.yaml} to the code. */
class ReferenceConfigTest {
    private static final Path REFERENCE =
            Path.of(System.getProperty("sluice.root", ".."), "deploy", "config", "node.yaml");

    @Test
    void theReferenceIsTheDefaults() {
        NodeConfig loaded = new ConfigLoader(Map.of()).load(Optional.of(REFERENCE));

        assertThat(loaded).isEqualTo(NodeConfig.defaults());
    }

    @Test
    void everyKeyStandsInTheReferenceUnderAComment() throws IOException {
        List<String> lines = Files.readAllLines(REFERENCE);

        List<String> bare = new ArrayList<>();
        undocumented(NodeConfig.class, "", lines, bare);

        assertThat(bare).isEmpty();
    }

    /** Sections are headings; every other key needs a comment right above its first mention. */
    private static void undocumented(Class<?> type, String path, List<String> lines, List<String> bare) {
        for (RecordComponent component : type.getRecordComponents()) {
            String key = component.getName();
            if (Section.class.isAssignableFrom(component.getType())) {
                undocumented(component.getType(), path + key + ".", lines, bare);
                continue;
            }
            if (component.getGenericType() instanceof ParameterizedType list
                    && list.getActualTypeArguments()[0] instanceof Class<?> element
                    && Section.class.isAssignableFrom(element)) {
                undocumented(element, path + key + ".", lines, bare);
            }
            int at = 0;
            while (at < lines.size() && !lines.get(at).matches("[ -]*" + key + ":.*")) {
                at++;
            }
            if (at == 0 || at == lines.size() || !lines.get(at - 1).matches(" *# .{10,}")) {
                bare.add(path + key);
            }
        }
    }
}
