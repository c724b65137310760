package io.sluice.node.raft;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One thread that calls back: it completes futures and tells the listener, in the order given. What
 * waits here is bounded by its givers: per tablet the entries in flight, one task for all that a
 * follower has applied meanwhile, and changes of role. After closing, tasks run in the giver's thread.
 */
final class Lane implements Executor {
    private final ExecutorService thread;
    private final Consumer<Throwable> fatal;

    Lane(String name, Consumer<Throwable> fatal) {
        this.fatal = fatal;
        this.thread = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread made = new Thread(task, name);
            made.setDaemon(true);
            return made;
        });
    }

    @Override
    public void execute(Runnable task) {
        try {
            thread.execute(() -> guarded(task));
        } catch (RejectedExecutionException closed) {
            guarded(task);
        }
    }

    /** Runs what waits, then ends. */
    void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(2, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (Throwable thrown) {
            fatal.accept(new IllegalStateException("a callback threw", thrown));
        }
    }
}
