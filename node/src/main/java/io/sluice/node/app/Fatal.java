package io.sluice.node.app;

import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process at once when going on could do harm: the log failed, a replica contradicted
 * itself, an Error was thrown. Nothing is closed, because closing writes; what was acknowledged is on
 * disk, and the supervisor starts the node again. Safe from any thread; only the first call counts.
 */
final class Fatal {
    private static final Logger LOG = LoggerFactory.getLogger(Fatal.class);

    private final PrintStream err;
    private final IntConsumer halt;
    private final AtomicBoolean done = new AtomicBoolean();
    private volatile boolean stopping;

    /**
     * A fatal end for this process.
     *
     * @param err where the one line goes that tells why
     * @param halt ends the process with a code and, outside tests, never returns
     */
    Fatal(PrintStream err, IntConsumer halt) {
        this.err = err;
        this.halt = halt;
    }

    /**
     * Says what is broken and ends the process. This is the hook that the floors below are given.
     * During an orderly stop it only logs: parts that find others closed are no news then.
     */
    void broken(String claim, Throwable cause) {
        if (stopping) {
            LOG.atWarn().setCause(cause).addKeyValue("claim", claim).log("failure while stopping");
            return;
        }
        if (!done.compareAndSet(false, true)) {
            return;
        }
        int code = ExitCode.BROKEN.code();
        // The plain line first: a log that blocks must not hide the reason.
        err.println("sluice-node: fatal: " + claim + ": " + cause + " (exit " + code + ")");
        err.flush();
        try {
            LOG.atError().setCause(cause).addKeyValue("claim", claim).log("fatal, the process ends");
        } finally {
            halt.accept(code);
        }
    }

    /** From now on the process ends in order, and failures are only logged. */
    void expectStop() {
        stopping = true;
    }

    /**
     * The last resort of every thread. An Error leaves the state of its victim unknown, and ends the
     * process; an exception has ended one thread of a library, and is logged.
     */
    void uncaught(Thread thread, Throwable thrown) {
        if (thrown instanceof Error) {
            broken("thread " + thread.getName() + " died", thrown);
        } else {
            LOG.atError()
                    .setCause(thrown)
                    .addKeyValue("thread", thread.getName())
                    .log("uncaught exception");
        }
    }
}
