package io.sluice.node.storage;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * Keys of one pack, in order. The last eight bytes of a key are an unsigned number; what comes before it, the line,
 * they share. On disk they are runs of numbers that follow each other: mostly there is one.
 */
final class PackKeys {
    private final byte[] line;
    private final long[] numbers;

    private PackKeys(byte[] line, long[] numbers) {
        this.line = line;
        this.numbers = numbers;
    }

    /** Of keys in order, at least one, all of one line. */
    static PackKeys of(List<byte[]> keys) {
        return new PackKeys(
                line(keys.get(0)), keys.stream().mapToLong(PackKeys::number).toArray());
    }

    /** Reads what {@link #runs} gave for a pack that lies at a key. */
    static PackKeys decode(byte[] at, List<Long> runs) {
        int size = 0;
        for (int i = 1; i < runs.size(); i += 2) {
            size += Math.toIntExact(runs.get(i));
        }
        long[] numbers = new long[size];
        int filled = 0;
        long next = number(at) - runs.get(0);
        for (int i = 1; i < runs.size(); i += 2) {
            for (long left = runs.get(i); left > 0; left--) {
                numbers[filled++] = next++;
            }
            next += i + 1 < runs.size() ? runs.get(i + 1) : 0;
        }
        return new PackKeys(line(at), numbers);
    }

    /** The numbers as runs: see the proto. The pack lies at a key of the same line. */
    List<Long> runs(byte[] at) {
        List<Long> runs = new ArrayList<>(2);
        runs.add(number(at) - numbers[0]);
        long length = 1;
        for (int i = 1; i < numbers.length; i++) {
            long gap = numbers[i] - numbers[i - 1] - 1;
            if (gap != 0) {
                runs.add(length);
                runs.add(gap);
                length = 0;
            }
            length++;
        }
        runs.add(length);
        return runs;
    }

    /** Whether a key can be in one pack with another. */
    static boolean isOneLine(byte[] key, byte[] other) {
        int length = key.length - Long.BYTES;
        return key.length == other.length && Arrays.equals(key, 0, length, other, 0, length);
    }

    int size() {
        return numbers.length;
    }

    boolean isEmpty() {
        return numbers.length == 0;
    }

    byte[] get(int place) {
        return ByteBuffer.allocate(line.length + Long.BYTES)
                .put(line)
                .putLong(numbers[place])
                .array();
    }

    byte[] first() {
        return get(0);
    }

    /** Where a key is, or {@code -1 - place} where it would be. */
    int find(byte[] key) {
        int length = key.length - Long.BYTES;
        int byLine = Arrays.compareUnsigned(line, 0, line.length, key, 0, length);
        if (byLine != 0) {
            return byLine > 0 ? -1 : -1 - numbers.length;
        }
        long number = number(key);
        int low = 0;
        int high = numbers.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = Long.compareUnsigned(numbers[middle], number);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1 - low;
    }

    /** The place of the first key at or after a key; the number of keys when there is none. */
    int ceiling(byte[] key) {
        int place = find(key);
        return place < 0 ? -1 - place : place;
    }

    boolean has(byte[] key) {
        return find(key) >= 0;
    }

    /** Those that are wanted; the very same when all are. */
    PackKeys keep(Predicate<byte[]> wanted) {
        long[] kept = new long[numbers.length];
        int size = 0;
        for (int i = 0; i < numbers.length; i++) {
            if (wanted.test(get(i))) {
                kept[size++] = numbers[i];
            }
        }
        return size == numbers.length ? this : new PackKeys(line, Arrays.copyOf(kept, size));
    }

    private static byte[] line(byte[] key) {
        return Arrays.copyOf(key, key.length - Long.BYTES);
    }

    private static long number(byte[] key) {
        return ByteBuffer.wrap(key).getLong(key.length - Long.BYTES);
    }
}
