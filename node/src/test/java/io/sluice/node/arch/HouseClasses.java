package io.sluice.node.arch;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;

/** The compiled classes that the house rules look at. */
final class HouseClasses {
    static final String NODE = "io.sluice.node";
    static final String FIXTURE = "io.sluice.node.arch.fixture";

    private HouseClasses() {}

    /** What ships in the node: nothing from the tests. */
    static JavaClasses node() {
        return new ClassFileImporter()
                .withImportOption(location -> !location.contains("test-classes"))
                .importPackages(NODE);
    }

    /** The deliberate violations that show each rule to bite. */
    static JavaClasses fixture() {
        return new ClassFileImporter().importPackages(FIXTURE);
    }
}
