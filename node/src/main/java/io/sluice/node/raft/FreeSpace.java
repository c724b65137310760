package io.sluice.node.raft;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the disk. A log that cannot be written ends the process; so before that, at the low-water
 * mark, the node stops leading and takes no commands. It resumes when there is a quarter more than
 * the mark, so that it does not flap.
 */
final class FreeSpace {
    private static final Logger LOG = LoggerFactory.getLogger(FreeSpace.class);

    private final Path directory;
    private final long freeBytesMin;
    private volatile boolean low;

    FreeSpace(Path directory, long freeBytesMin) {
        this.directory = directory;
        this.freeBytesMin = freeBytesMin;
    }

    boolean isLow() {
        return low;
    }

    void look() throws IOException {
        judge(Files.getFileStore(directory).getUsableSpace());
    }

    void judge(long freeBytes) {
        if (!low && freeBytes < freeBytesMin) {
            low = true;
            LOG.error("disk nearly full, giving leads away freeBytes={} freeBytesMin={}", freeBytes, freeBytesMin);
        } else if (low && freeBytes / 5 * 4 >= freeBytesMin) {
            low = false;
            LOG.info("disk has space again freeBytes={} freeBytesMin={}", freeBytes, freeBytesMin);
        }
    }
}
