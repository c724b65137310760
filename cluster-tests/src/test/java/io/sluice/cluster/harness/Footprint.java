package io.sluice.cluster.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Memory of a Java process on this machine.
 *
 * @param heapBytes objects that are still used, after a full collection
 * @param residentBytes pages of the process in memory; among them garbage, and parts of the heap that were once used
 */
public record Footprint(long heapBytes, long residentBytes) {
    /**
     * In {@code jcmd GC.heap_info} of any collector: {@code total 76288K, used 22938K}. JDK 25 begins it at the line's
     * start.
     */
    private static final Pattern USED = Pattern.compile("(?m)^ ?[\\w-]+(?: heap)? +total \\d+K, used (\\d+)K");

    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final long KIB = 1024;

    /** Of this process, which is collected first. */
    static Footprint of(long pid) {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        String process = Long.toString(pid);
        Commands.run(jcmd, process, "GC.run");
        String heap = Commands.run(jcmd, process, "GC.heap_info");
        try {
            String status = Files.readString(Path.of("/proc", process, "status"));
            return new Footprint(sum(USED, heap), sum(RESIDENT, status));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the memory of " + pid, e);
        }
    }

    private static long sum(Pattern kibibytes, String text) {
        Matcher found = kibibytes.matcher(text);
        long bytes = 0;
        while (found.find()) {
            bytes += Long.parseLong(found.group(1)) * KIB;
        }
        if (bytes == 0) {
            throw new IllegalStateException("nothing like " + kibibytes + " in " + text);
        }
        return bytes;
    }

    /** Both parts of both. */
    public Footprint plus(Footprint other) {
        return new Footprint(heapBytes + other.heapBytes, residentBytes + other.residentBytes);
    }

    /** By how much this is more. */
    public Footprint minus(Footprint other) {
        return new Footprint(heapBytes - other.heapBytes, residentBytes - other.residentBytes);
    }
}
