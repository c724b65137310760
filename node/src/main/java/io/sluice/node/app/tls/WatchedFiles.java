package io.sluice.node.app.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Some files that belong together, taken anew when any of them has changed. They are compared by what is in them: times
 * of modification say nothing when a link is switched, and a pair that was caught half written is read again. Of one
 * thread.
 */
final class WatchedFiles {
    /** A chain or a list of authorities is far below this. */
    private static final long BYTES_MAX = 1 << 20;

    /** Takes what the files hold; either all of it or, when it throws, nothing. */
    @FunctionalInterface
    interface Taker {
        void take(List<byte[]> contents) throws TlsException;
    }

    /** What a look has found. */
    enum Outcome {
        SAME,
        TAKEN
    }

    private final List<Path> files;
    private final Taker taker;
    private byte[] seen = new byte[0];
    private volatile boolean bad;

    WatchedFiles(List<Path> files, Taker taker) {
        this.files = List.copyOf(files);
        this.taker = taker;
    }

    /**
     * Takes the files if they have changed since they were last looked at.
     *
     * @throws TlsException once for each content that cannot be used; what was taken before stays
     */
    Outcome look() throws TlsException {
        List<byte[]> contents = new ArrayList<>();
        MessageDigest digest = sha256();
        try {
            for (Path file : files) {
                contents.add(read(file));
            }
        } catch (IOException unreadable) {
            byte[] trouble = unreadable.toString().getBytes(StandardCharsets.UTF_8);
            return noteBad(trouble, new TlsException("cannot read " + unreadable.getMessage(), unreadable));
        }
        contents.forEach(content -> digest.update(sha256().digest(content)));
        byte[] now = digest.digest();
        if (Arrays.equals(now, seen)) {
            return Outcome.SAME;
        }
        try {
            taker.take(contents);
        } catch (TlsException refused) {
            return noteBad(now, refused);
        }
        seen = now;
        bad = false;
        return Outcome.TAKEN;
    }

    private Outcome noteBad(byte[] now, TlsException trouble) throws TlsException {
        bad = true;
        if (Arrays.equals(now, seen)) {
            return Outcome.SAME;
        }
        seen = now;
        throw trouble;
    }

    /** True while what the files hold is not what is in use. */
    boolean bad() {
        return bad;
    }

    /** For people. */
    String names() {
        return files.toString();
    }

    private static byte[] read(Path file) throws IOException {
        if (Files.size(file) > BYTES_MAX) {
            throw new IOException(file + ": larger than " + BYTES_MAX + " bytes");
        }
        return Files.readAllBytes(file);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
