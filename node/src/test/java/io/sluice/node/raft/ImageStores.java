package io.sluice.node.raft;

import io.sluice.node.fixture.MemoryStore;
import io.sluice.node.model.TabletId;
import io.sluice.node.state.Tx;
import io.sluice.node.state.View;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * Stores in memory with a disk that remembers what was flushed: a directory has one file with the
 * name of an image. What was not flushed is lost when a store closes.
 */
final class ImageStores implements TabletStore.Opener {
    private final Map<String, MemoryStore> images = new ConcurrentHashMap<>();
    private final AtomicLong names = new AtomicLong();

    /** While set, flushes do nothing, as if the process died before them. */
    final AtomicBoolean losing = new AtomicBoolean();

    @Override
    public TabletStore open(TabletId tablet, Path directory) throws IOException {
        Path file = directory.resolve("image");
        MemoryStore rows = Files.exists(file) ? image(file).copy() : new MemoryStore();
        return new ImageStore(rows, directory);
    }

    @Override
    public TabletStore openToRead(TabletId tablet, Path directory) throws IOException {
        return open(tablet, directory);
    }

    private MemoryStore image(Path file) throws IOException {
        MemoryStore image = images.get(Files.readString(file));
        if (image == null) {
            throw new IOException("no image " + file);
        }
        return image;
    }

    private final class ImageStore implements TabletStore {
        private final MemoryStore rows;
        private final Path directory;

        ImageStore(MemoryStore rows, Path directory) {
            this.rows = rows;
            this.directory = directory;
        }

        @Override
        public <R> R write(Function<Tx, R> entry) {
            return rows.write(entry);
        }

        @Override
        public <R> R read(Function<View, R> look) {
            return rows.read(look);
        }

        @Override
        public void flush() throws IOException {
            if (!losing.get()) {
                save(directory);
            }
        }

        @Override
        public void checkpoint(Path to) throws IOException {
            Files.createDirectory(to);
            save(to);
        }

        @Override
        public void close() {}

        private void save(Path to) throws IOException {
            String name = "image-" + names.incrementAndGet();
            images.put(name, rows.copy());
            Files.writeString(to.resolve("image"), name);
        }
    }
}
