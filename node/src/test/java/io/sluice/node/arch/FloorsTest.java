package io.sluice.node.arch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Dependencies go down the floors of the house and never round in a circle (ADR 0002). There is no exceptions list. */
@TestInstance(Lifecycle.PER_CLASS) // read once for all tests
final class FloorsTest {
    private final Floors node = new Floors(HouseClasses.NODE, HouseClasses.node());
    private final Floors fixture = new Floors(HouseClasses.FIXTURE, HouseClasses.fixture());

    @Test
    void everyClassLivesOnAFloor() {
        assertThat(node.homeless()).isEmpty();
    }

    @Test
    void noPackagesFormACycle() {
        assertThat(node.cycles()).isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> eachFloorLooksOnlyDown() {
        return Floors.ALL.stream()
                .map(floor ->
                        dynamicTest(floor, () -> assertThat(node.upward(floor)).isEmpty()));
    }

    @TestFactory
    Stream<DynamicTest> kindsOfOneFloorDoNotSeeEachOther() {
        return Floors.ALL.stream()
                .map(floor -> dynamicTest(
                        floor, () -> assertThat(node.acrossKinds(floor)).isEmpty()));
    }

    @TestFactory
    Stream<DynamicTest> kindBlindFloorsDoNotNameAKind() {
        return Floors.KIND_BLIND.stream()
                .map(floor -> dynamicTest(
                        floor, () -> assertThat(node.kindNames(floor)).isEmpty()));
    }

    @Test
    void anUpwardDependencyIsCaught() {
        assertThat(fixture.upward("model")).anyMatch(line -> line.contains("LooksUp"));
        assertThat(fixture.upward("machine")).isEmpty();
    }

    @Test
    void aCycleIsCaught() {
        assertThat(fixture.cycles()).anyMatch(line -> line.contains("LooksUp") && line.contains("SeesTopic"));
    }

    @Test
    void aKindThatSeesAnotherIsCaught() {
        assertThat(fixture.acrossKinds("machine")).anyMatch(line -> line.contains("SeesTopic"));
    }

    @Test
    void aClassOutsideTheFloorsIsCaught() {
        Floors wrongBase = new Floors(HouseClasses.FIXTURE + ".machine", HouseClasses.fixture());

        assertThat(wrongBase.homeless()).anyMatch(line -> line.contains("LooksUp"));
    }

    @Test
    void kindNamesAreCaughtButWordsOfTheWireAndOfLibrariesAreNot() {
        assertThat(fixture.kindNames("raft"))
                .anyMatch(name -> name.endsWith(".QueueRelay"))
                .anyMatch(name -> name.endsWith(".topics"))
                .anyMatch(name -> name.contains(".openStream("))
                .noneMatch(name -> name.contains("peerStream"))
                .noneMatch(name -> name.contains("drainTo"))
                .noneMatch(name -> name.contains("upstream"))
                .hasSize(4);
    }
}
