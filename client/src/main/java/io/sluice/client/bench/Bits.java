package io.sluice.client.bench;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A set of numbers from 0, one bit each, growing by half a megabyte for every four million. Holds
 * numbers below {@link #NUMBERS_MAX}. Thread-safe.
 */
final class Bits {
    private static final int CHUNK_WORDS = 1 << 16;
    private static final int CHUNK_SHIFT = 22;
    private static final int CHUNKS_MAX = 1 << 10;

    /** The first number that does not fit. */
    static final long NUMBERS_MAX = (long) CHUNKS_MAX << CHUNK_SHIFT;

    private final AtomicReferenceArray<AtomicLongArray> chunks = new AtomicReferenceArray<>(CHUNKS_MAX);

    /** Adds a number; false when it was there already. */
    boolean add(long number) {
        AtomicLongArray chunk = chunk(Math.toIntExact(number >>> CHUNK_SHIFT));
        int word = (int) (number >>> 6) & (CHUNK_WORDS - 1);
        long bit = 1L << (number & 63);
        for (long seen = chunk.get(word); (seen & bit) == 0; seen = chunk.get(word)) {
            if (chunk.compareAndSet(word, seen, seen | bit)) {
                return true;
            }
        }
        return false;
    }

    boolean contains(long number) {
        return (word(number >>> 6) & (1L << (number & 63))) != 0;
    }

    /** How many numbers are here and not in the other. */
    long countWithout(Bits other) {
        long count = 0;
        for (int i = 0; i < CHUNKS_MAX; i++) {
            @Nullable AtomicLongArray chunk = chunks.get(i);
            for (int word = 0; chunk != null && word < CHUNK_WORDS; word++) {
                long mine = chunk.get(word);
                if (mine != 0) {
                    count += Long.bitCount(mine & ~other.word(((long) i << 16) + word));
                }
            }
        }
        return count;
    }

    private long word(long position) {
        @Nullable AtomicLongArray chunk = chunks.get(Math.toIntExact(position >>> 16));
        return chunk == null ? 0 : chunk.get((int) position & (CHUNK_WORDS - 1));
    }

    private AtomicLongArray chunk(int position) {
        @Nullable AtomicLongArray chunk = chunks.get(position);
        if (chunk != null) {
            return chunk;
        }
        AtomicLongArray fresh = new AtomicLongArray(CHUNK_WORDS);
        return chunks.compareAndSet(position, null, fresh) ? fresh : chunks.get(position);
    }
}
