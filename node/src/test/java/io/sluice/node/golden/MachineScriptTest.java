package io.sluice.node.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The rules of queues and of the catalog, one readable script each. */
final class MachineScriptTest {
    @TestFactory
    Stream<DynamicTest> rules() {
        return Script.all().stream()
                .map(path -> DynamicTest.dynamicTest(
                        Golden.resources().relativize(path).toString(), () -> play(path)));
    }

    @Test
    void aWrongExpectationIsCaught() {
        Script script = new Script(
                Path.of("wrong.txt"),
                List.of(new Script.Step(
                        List.of(), List.of("at 0s create queue=orders"), List.of("rejected RESOURCE_MISSING"))));

        assertThat(played(script)).isNotEqualTo(script.text());
    }

    private static void play(Path path) {
        Golden.check(path, played(Script.read(path)));
    }

    private static String played(Script script) {
        Stage stage = new Stage();
        return script.text(step -> stage.play(step.actions()));
    }
}
