package io.sluice.cluster.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Memory of a Java process on this machine.
 *
 * @param heapBytes objects that are still used
 * @param outsideBytes pages in memory that are not of the heap: buffers, code, what RocksDB and the JVM itself have
 * @param residentBytes all pages of the process in memory; among them garbage, and parts of the heap that were once
 *     used
 */
public record Footprint(long heapBytes, long outsideBytes, long residentBytes) {
    /** The end of {@code jcmd GC.class_histogram}, which collects first and counts while nothing else runs. */
    private static final Pattern LIVE = Pattern.compile("(?m)^Total +\\d+ +(\\d+)$");

    /**
     * A generation in {@code jcmd GC.heap_info}, and the addresses where it begins and where what is reserved for it
     * ends: {@code total 76288K, used 22938K [0xe8000000, 0xed400000, 0xf0000000)}. JDK 25 begins it at the line's
     * start.
     */
    private static final Pattern GENERATION = Pattern.compile(
            "(?m)^ ?[\\w-]+(?: heap)? +total \\d+K, used \\d+K +\\[0x(\\p{XDigit}+),.*? 0x(\\p{XDigit}+)\\)");

    private static final Pattern MAPPING = Pattern.compile("(\\p{XDigit}+)-(\\p{XDigit}+) .*");
    private static final Pattern RESIDENT = Pattern.compile("Rss: +(\\d+) kB");
    private static final long KIB = 1024;
    private static final int HEX = 16;
    private static final int LINE_CHARS = 80;

    /** Of this process, which is collected first. */
    static Footprint of(long pid) {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        String process = Long.toString(pid);
        try {
            return of(
                    Commands.run(jcmd, process, "GC.class_histogram"),
                    Commands.run(jcmd, process, "GC.heap_info"),
                    Files.readAllLines(Path.of("/proc", process, "smaps")));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the memory of " + pid, e);
        }
    }

    /** Of a process that says this of its objects and this of its heap, and the kernel this of its mappings. */
    static Footprint of(String histogram, String heapInfo, List<String> mappings) {
        Matcher live = LIVE.matcher(histogram);
        Matcher generation = GENERATION.matcher(heapInfo);
        long from = Long.MAX_VALUE;
        long to = 0;
        while (generation.find()) {
            from = Math.min(from, Long.parseLong(generation.group(1), HEX));
            to = Math.max(to, Long.parseLong(generation.group(2), HEX));
        }
        if (to == 0 || !live.find()) {
            throw new IllegalStateException("nothing like " + GENERATION + " and " + LIVE + " in " + heapInfo
                    + histogram.substring(Math.max(0, histogram.length() - LINE_CHARS)));
        }
        long resident = 0;
        long ofHeap = 0;
        boolean inHeap = false;
        for (String line : mappings) {
            Matcher mapping = MAPPING.matcher(line);
            Matcher pages = RESIDENT.matcher(line);
            if (mapping.matches()) {
                inHeap = isWithin(from, to, address(mapping.group(1)), address(mapping.group(2)), line);
            } else if (pages.matches()) {
                long bytes = Long.parseLong(pages.group(1)) * KIB;
                resident += bytes;
                ofHeap += inHeap ? bytes : 0;
            }
        }
        return new Footprint(Long.parseLong(live.group(1)), resident - ofHeap, resident);
    }

    /** The kernel has mappings beyond what is positive in a long. */
    private static long address(String hex) {
        return Long.parseUnsignedLong(hex, HEX);
    }

    private static boolean isWithin(long from, long to, long begin, long end, String mapping) {
        boolean within = Long.compareUnsigned(begin, from) >= 0 && Long.compareUnsigned(end, to) <= 0;
        boolean apart = Long.compareUnsigned(begin, to) >= 0 || Long.compareUnsigned(end, from) <= 0;
        if (!within && !apart) {
            throw new IllegalStateException("the heap is only a part of " + mapping);
        }
        return within;
    }

    /** What the process cannot do without: all but garbage and room of the heap. */
    public long neededBytes() {
        return heapBytes + outsideBytes;
    }

    /** All parts of both. */
    public Footprint plus(Footprint other) {
        return new Footprint(
                heapBytes + other.heapBytes, outsideBytes + other.outsideBytes, residentBytes + other.residentBytes);
    }

    /** By how much this is more. */
    public Footprint minus(Footprint other) {
        return new Footprint(
                heapBytes - other.heapBytes, outsideBytes - other.outsideBytes, residentBytes - other.residentBytes);
    }
}
