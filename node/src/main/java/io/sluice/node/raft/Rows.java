package io.sluice.node.raft;

import io.sluice.node.model.TabletId;
import io.sluice.node.state.Tx;
import io.sluice.node.state.View;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The store of one replica while it is open. Whoever uses the store holds the shared lock; opening,
 * swapping and closing hold the exclusive one.
 */
final class Rows {
    private final TabletId tablet;
    private final TabletStore.Opener opener;
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private @Nullable TabletStore store;

    Rows(TabletId tablet, TabletStore.Opener opener) {
        this.tablet = tablet;
        this.opener = opener;
    }

    void open(Path directory) throws IOException {
        lock.writeLock().lock();
        try {
            closeStore();
            store = opener.open(tablet, directory);
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Closes the open store, lets an action change the directories, and opens what it names. */
    void swap(DirectoryChange change) throws IOException {
        lock.writeLock().lock();
        try {
            closeStore();
            store = opener.open(tablet, change.run());
        } finally {
            lock.writeLock().unlock();
        }
    }

    <R> R write(Function<Tx, R> entry) {
        lock.readLock().lock();
        try {
            return opened().write(entry);
        } finally {
            lock.readLock().unlock();
        }
    }

    <R> R read(Function<View, R> look) {
        lock.readLock().lock();
        try {
            return opened().read(look);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Reads if the store is open. */
    <R> Optional<R> readIfOpen(Function<View, R> look) {
        lock.readLock().lock();
        try {
            return store == null ? Optional.empty() : Optional.of(store.read(look));
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Reads for long if the store is open, while entries go on; the store stays open meanwhile. */
    <R> Optional<R> scanIfOpen(Function<View, R> look) {
        lock.readLock().lock();
        try {
            return store == null ? Optional.empty() : Optional.of(store.scan(look));
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Flushes; false when the store is closed. */
    boolean flush() throws IOException {
        lock.readLock().lock();
        try {
            if (store == null) {
                return false;
            }
            store.flush();
            return true;
        } finally {
            lock.readLock().unlock();
        }
    }

    void checkpoint(Path directory) throws IOException {
        lock.readLock().lock();
        try {
            if (store == null) {
                throw new IOException("the replica of " + tablet + " is closed");
            }
            store.checkpoint(directory);
        } finally {
            lock.readLock().unlock();
        }
    }

    void close() {
        lock.writeLock().lock();
        try {
            closeStore();
        } finally {
            lock.writeLock().unlock();
        }
    }

    private TabletStore opened() {
        TabletStore current = store;
        if (current == null) {
            throw new IllegalStateException("the store of " + tablet + " is closed");
        }
        return current;
    }

    private void closeStore() {
        if (store != null) {
            store.close();
            store = null;
        }
    }

    /** Changes directories and names the one to open. */
    interface DirectoryChange {
        Path run() throws IOException;
    }
}
