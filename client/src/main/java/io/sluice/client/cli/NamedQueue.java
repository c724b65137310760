package io.sluice.client.cli;

import picocli.CommandLine.Parameters;

/** The queue that a command is for, named by its first word. */
final class NamedQueue {
    @Parameters(index = "0", paramLabel = "QUEUE", description = "Name or URL.")
    private String nameOrUrl;

    /** As it was typed. */
    String nameOrUrl() {
        return nameOrUrl;
    }

    /** Its name alone. */
    String name() {
        return Output.name(nameOrUrl);
    }
}
