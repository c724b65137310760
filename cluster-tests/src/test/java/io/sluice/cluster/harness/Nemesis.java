package io.sluice.cluster.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Faults that are more than a signal. */
public final class Nemesis {
    private static final int SCAN_BYTES = 64 * 1024;
    private static final int WRITE_BYTES = 64 * 1024;

    private Nemesis() {}

    /** Where in the open segment of a log the tear goes. */
    public enum Tear {
        /** Half an entry after the last whole one, as a crash in the middle of an append leaves it. */
        HALF_AN_ENTRY_MORE,
        /** One more entry of which every byte is there and wrong: the pages of a write reach a disk in any order. */
        GARBLED_ENTRY_MORE
    }

    /** Tears the tail of every Raft log's open segment of a dead node, and returns the files it tore. */
    public static List<Path> tearLogTails(NodeProcess node, Tear tear) {
        if (node.isAlive()) {
            throw new IllegalStateException(node + " must be dead before its files are touched");
        }
        List<Path> torn = new ArrayList<>();
        try (Stream<Path> files = Files.walk(node.dataDirectory())) {
            for (Path file : files.filter(Nemesis::isOpenSegment).toList()) {
                if (tear(file, tear)) {
                    torn.add(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot tear the logs of " + node, e);
        }
        return List.copyOf(torn);
    }

    private static boolean isOpenSegment(Path file) {
        return file.getFileName().toString().startsWith("log_inprogress_");
    }

    private static boolean tear(Path segment, Tear tear) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "rw")) {
            long end = written(file);
            byte[] garbage = "torn by nemesis".getBytes(UTF_8);
            if (end <= 2L * garbage.length) {
                return false; // nothing but the header: there is no tail
            }
            switch (tear) {
                case HALF_AN_ENTRY_MORE -> {
                    file.seek(end);
                    file.write(100); // an entry of 100 bytes is announced, and few of them follow
                    file.write(garbage);
                }
                case GARBLED_ENTRY_MORE -> {
                    file.seek(end);
                    file.write(100);
                    for (int written = 0; written < 100 + Integer.BYTES; written += garbage.length) {
                        file.write(garbage);
                    }
                }
            }
            return true;
        }
    }

    /** Length without the zeros that were written ahead. */
    private static long written(RandomAccessFile file) throws IOException {
        byte[] block = new byte[SCAN_BYTES];
        long end = file.length();
        while (end > 0) {
            int length = (int) Math.min(SCAN_BYTES, end);
            file.seek(end - length);
            file.readFully(block, 0, length);
            for (int i = length - 1; i >= 0; i--) {
                if (block[i] != 0) {
                    return end - length + i + 1;
                }
            }
            end -= length;
        }
        return 0;
    }

    /** Fills the file system of the directory to its last byte with a file, which is returned. */
    public static Path fillDisk(Path directory) {
        Path ballast = directory.resolve("ballast");
        try (RandomAccessFile file = new RandomAccessFile(ballast.toFile(), "rw")) {
            FileStore store = Files.getFileStore(directory);
            file.seek(file.length());
            byte[] block = new byte[WRITE_BYTES];
            while (store.getUsableSpace() > 0) {
                file.write(block, 0, (int) Math.min(WRITE_BYTES, store.getUsableSpace()));
            }
        } catch (IOException e) {
            if (!String.valueOf(e.getMessage()).contains("No space left")) {
                throw new UncheckedIOException("cannot fill the disk of " + directory, e);
            }
        }
        return ballast;
    }
}
