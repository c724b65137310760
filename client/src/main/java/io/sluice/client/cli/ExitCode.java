package io.sluice.client.cli;

/** What the process ends with. */
final class ExitCode {
    /** It worked. */
    static final int OK = 0;
    /** It did not. */
    static final int ERROR = 1;
    /** The command line makes no sense. */
    static final int USAGE = 2;
    /** What was named does not exist. */
    static final int NOT_FOUND = 3;
    /** It worked, and what was to be checked is not so. */
    static final int CONDITION = 4;

    private ExitCode() {}
}
