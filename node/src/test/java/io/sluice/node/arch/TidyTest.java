package io.sluice.node.arch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Source text of all modules is small, named for its purpose, described, and without forgotten debts. */
@TestInstance(Lifecycle.PER_CLASS) // read once for all tests
final class TidyTest {
    private static final String PATH = "node/src/main/java/io/sluice/node/model/Example.java";

    private final List<Source> sources = Source.all();

    @Test
    void filesAreShort() {
        Tidy.longFiles(sources, Tidy.FILE_LINES_USUAL)
                .forEach(file -> System.out.println("longer than usual: " + file));

        assertThat(Tidy.longFiles(sources, Tidy.FILE_LINES_MAX)).isEmpty();
    }

    @Test
    void theTopHasNoOtherModules() throws IOException {
        try (Stream<Path> top = Files.list(Source.root())) {
            assertThat(top.filter(folder -> Files.exists(folder.resolve("pom.xml")))
                            .map(folder -> folder.getFileName().toString()))
                    .as("a further module goes into the one that it is for")
                    .containsExactlyInAnyOrder("proto", "client", "node", "cluster-tests");
        }
    }

    @Test
    void linesAreShort() {
        assertThat(Tidy.longLines(sources)).isEmpty();
    }

    @Test
    void methodsAreShortAndClassesAreNamedForAPurpose() {
        assertThat(Shape.of(sources)).isEmpty();
    }

    @Test
    void everyMainPackageIsDescribedAndNullMarked() {
        assertThat(Tidy.barePackages(sources)).isEmpty();
    }

    @Test
    void everyDebtHasAnIssueOrADecision() {
        assertThat(Tidy.debts(sources)).isEmpty();
    }

    @Test
    void everyDecisionIsInTheIndex() {
        List<Source> records =
                Source.under(Source.root().resolve("node/docs/adr")).toList();

        assertThat(records).isNotEmpty();
        assertThat(Tidy.lostDecisions(records)).isEmpty();
    }

    @Test
    void aLongFileIsCaughtOneLineBeyondTheBound() {
        assertThat(Tidy.longFiles(java("\n".repeat(500)), 500)).isEmpty();
        assertThat(Tidy.longFiles(java("\n".repeat(501)), 500)).hasSize(1);
    }

    @Test
    void aLongLineIsCaughtUnlessItIsAnImport() {
        assertThat(Tidy.longLines(java("x".repeat(120)))).isEmpty();
        assertThat(Tidy.longLines(java("\n" + "x".repeat(121)))).containsExactly(PATH + ":2: is too long");
        assertThat(Tidy.longLines(java("import " + "x".repeat(121)))).isEmpty();
    }

    @Test
    void aLongMethodIsCaughtOneLineBeyondTheBound() {
        String body = "class Example { void run() {%s} }";

        assertThat(Shape.of(java(body.formatted("\n".repeat(59))))).isEmpty();
        assertThat(Shape.of(java(body.formatted("\n".repeat(60))))).containsExactly(PATH + ": run has 61 lines");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TabletManager",
                "KeyUtil",
                "KeyUtils",
                "KeyHelper",
                "StoreImpl",
                "QueueCommon",
                "MachineBase",
                "AbstractMachine",
                "IStore",
                "MessageBroker",
                "PartitionMap",
                "ReceiveHandler"
            })
    void anEmptyOrForeignNameIsCaughtAlsoWhenNested(String name) {
        assertThat(Shape.of(java("final class " + name + " {}"))).hasSize(1);
        assertThat(Shape.of(java("record Outer() { enum " + name + " {} }"))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Database", "Impulse", "Item", "IdleTime", "ManagerialNote", "InFlightRow"})
    void aGoodNameIsNotCaught(String name) {
        assertThat(Shape.of(java("interface " + name + " {}"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"TO,DO", "FIX,ME", "XX,X"})
    void aDebtWithoutANumberIsCaught(String start, String end) {
        String word = start + end;

        assertThat(Tidy.debts(java("// " + word + ": later"))).hasSize(1);
        assertThat(Tidy.debts(java("// " + word + "(#12): later"))).isEmpty();
        assertThat(Tidy.debts(java("// " + word + " (ADR 0012): later"))).isEmpty();
    }

    @Test
    void aPackageWithoutDescriptionIsCaught() {
        Source type = new Source(PATH, "");
        String described = "/** Values. */\n@NullMarked\npackage io.sluice.node.model;";
        String infoPath = type.folder() + "/package-info.java";

        assertThat(Tidy.barePackages(List.of(type))).hasSize(1);
        assertThat(Tidy.barePackages(List.of(type, new Source(infoPath, "package io.sluice.node.model;"))))
                .hasSize(1);
        assertThat(Tidy.barePackages(List.of(type, new Source(infoPath, described))))
                .isEmpty();
    }

    @Test
    void aDecisionOutsideTheIndexIsCaught() {
        Source index = new Source("node/docs/adr/README.md", "[0001](0001-first.md) [0003](0003-gone.md)");

        assertThat(Tidy.lostDecisions(List.of(index, decision("0001-first.md"), decision("0002-second.md"))))
                .containsExactly("0002-second.md: not in README.md", "0003-gone.md: listed, not there");
        assertThat(Tidy.lostDecisions(List.of(index, decision("0001-first.md"), decision("0001-other.md"))))
                .contains("0001: used twice");
    }

    private static List<Source> java(String text) {
        return List.of(new Source(PATH, text));
    }

    private static Source decision(String name) {
        return new Source("node/docs/adr/" + name, "");
    }
}
