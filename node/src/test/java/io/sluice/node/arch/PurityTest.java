package io.sluice.node.arch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every replica computes the same: the lower four floors have no clock, chance, thread, file or library. */
@TestInstance(Lifecycle.PER_CLASS) // read once for all tests
final class PurityTest {
    private final Purity node = new Purity(HouseClasses.NODE, HouseClasses.node());
    private final Purity fixture = new Purity(HouseClasses.FIXTURE, HouseClasses.fixture());

    @Test
    void theLowerFloorsUseNoLibrary() {
        assertThat(node.foreignTypes()).isEmpty();
    }

    @Test
    void theLowerFloorsUseNoImpureType() {
        assertThat(node.impureTypes()).isEmpty();
    }

    @Test
    void theLowerFloorsMakeNoImpureCall() {
        assertThat(node.impureCalls()).isEmpty();
    }

    @Test
    void rowsHoldNoFloatingPoint() {
        assertThat(node.floatingRows()).isEmpty();
    }

    @Test
    void nothingStaticChanges() {
        assertThat(node.changingStatics()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java.io.PrintStream",
                "java.lang.Thread",
                "java.nio.file.Path",
                "java.time.Clock",
                "java.util.HashMap",
                "java.util.HashSet",
                "java.util.Random",
                "java.util.concurrent.atomic.AtomicLong"
            })
    void anImpureTypeIsCaught(String type) {
        assertThat(fixture.impureTypes()).anyMatch(line -> line.contains("Impure") && line.contains(type));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "System.currentTimeMillis()",
                "System.nanoTime()",
                "System.getenv(",
                "Math.random()",
                "Instant.now()",
                "Map.of(",
                "Set.of(",
                "UUID.randomUUID()"
            })
    void anImpureCallIsCaught(String call) {
        assertThat(fixture.impureCalls()).anyMatch(line -> line.contains("Impure") && line.contains(call));
    }

    @Test
    void protobufIsCaughtOutsideOfCodecs() {
        assertThat(fixture.foreignTypes())
                .anyMatch(line -> line.contains("NotAnEncoder") && line.contains("ByteString"))
                .noneMatch(line -> line.contains("WordCodec"));
    }

    @Test
    void aFloatingRowIsCaught() {
        assertThat(fixture.floatingRows()).singleElement().asString().endsWith("DriftingRow.share");
    }

    @Test
    void aChangingStaticIsCaught() {
        assertThat(fixture.changingStatics())
                .anyMatch(field -> field.endsWith("Impure.lastSeen"))
                .anyMatch(field -> field.endsWith("Impure.COUNT"))
                .hasSize(2);
    }
}
