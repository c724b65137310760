package io.sluice.node.app;

/** How the process ends when it does not end well; the numbers are those of {@code sysexits.h}. */
enum ExitCode {
    /** The command line makes no sense. */
    USAGE(64),
    /** A port is taken, or an address is not ours. */
    UNAVAILABLE(69),
    /** The node found itself broken while it ran; starting it again is right. */
    BROKEN(70),
    /** The data directory is in use, belongs to another node, or cannot be read or written. */
    DATA_DIR(74),
    /** The configuration is refused; starting it again is pointless. */
    CONFIG(78);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
