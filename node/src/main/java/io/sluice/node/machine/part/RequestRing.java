package io.sluice.node.machine.part;

import io.sluice.node.model.Invariant;
import io.sluice.node.model.RequestId;
import java.util.Arrays;

/**
 * Request ids in order of arrival, each with the log index that answered it, found by id in constant
 * time. Flat arrays, because a busy tablet keeps hundreds of thousands: about 45 bytes each.
 */
final class RequestRing {
    private static final int INITIAL_CAPACITY = 1024;
    private static final long MIX = 0x9E3779B97F4A7C15L;

    private long[] clients = new long[INITIAL_CAPACITY];
    private long[] calls = new long[INITIAL_CAPACITY];
    private long[] indexes = new long[INITIAL_CAPACITY];
    private long[] millis = new long[INITIAL_CAPACITY];
    /** Hash table of ring positions plus one; 0 is free. Twice the ring's capacity. */
    private int[] slots = new int[2 * INITIAL_CAPACITY];

    private int head;
    private int size;

    int size() {
        return size;
    }

    void clear() {
        head = 0;
        size = 0;
        Arrays.fill(slots, 0);
    }

    /** Adds an id that is not in the ring. Log index and time never go back. */
    void add(RequestId id, long logIndex, long logMillis) {
        if (size == clients.length) {
            grow();
        }
        int position = head + size & clients.length - 1;
        clients[position] = id.client();
        calls[position] = id.call();
        indexes[position] = logIndex;
        millis[position] = logMillis;
        size++;
        place(position);
    }

    /** The log index that answered an id, or -1: log indexes are not negative. */
    long find(RequestId id) {
        int mask = slots.length - 1;
        for (int slot = hash(id.client(), id.call()) & mask; slots[slot] != 0; slot = slot + 1 & mask) {
            int position = slots[slot] - 1;
            if (clients[position] == id.client() && calls[position] == id.call()) {
                return indexes[position];
            }
        }
        return -1;
    }

    /** Log index of the oldest id. The ring must not be empty. */
    long oldestIndex() {
        Invariant.check(size > 0, "the ring has an oldest id");
        return indexes[head];
    }

    /** Log time of the oldest id. The ring must not be empty. */
    long oldestMillis() {
        Invariant.check(size > 0, "the ring has an oldest id");
        return millis[head];
    }

    /** Removes all ids that the oldest one's log index answered. */
    void removeOldestEntry() {
        long index = oldestIndex();
        while (size > 0 && indexes[head] == index) {
            unplace(head);
            head = head + 1 & clients.length - 1;
            size--;
        }
    }

    private void place(int position) {
        int mask = slots.length - 1;
        int slot = hash(clients[position], calls[position]) & mask;
        while (slots[slot] != 0) {
            slot = slot + 1 & mask;
        }
        slots[slot] = position + 1;
    }

    /** Removes a position and moves back those that had to step over it, so that probing finds no gap. */
    private void unplace(int position) {
        int mask = slots.length - 1;
        int free = hash(clients[position], calls[position]) & mask;
        while (slots[free] != position + 1) {
            free = free + 1 & mask;
        }
        slots[free] = 0;
        for (int slot = free + 1 & mask; slots[slot] != 0; slot = slot + 1 & mask) {
            int wanted = hash(clients[slots[slot] - 1], calls[slots[slot] - 1]) & mask;
            boolean stepsOver = free <= slot ? wanted <= free || wanted > slot : wanted <= free && wanted > slot;
            if (stepsOver) {
                slots[free] = slots[slot];
                slots[slot] = 0;
                free = slot;
            }
        }
    }

    private void grow() {
        int capacity = clients.length;
        clients = unrolled(clients);
        calls = unrolled(calls);
        indexes = unrolled(indexes);
        millis = unrolled(millis);
        head = 0;
        slots = new int[4 * capacity];
        for (int position = 0; position < size; position++) {
            place(position);
        }
    }

    private long[] unrolled(long[] ring) {
        long[] larger = new long[2 * ring.length];
        int tail = ring.length - head;
        System.arraycopy(ring, head, larger, 0, tail);
        System.arraycopy(ring, 0, larger, tail, head);
        return larger;
    }

    private static int hash(long client, long call) {
        long mixed = (client ^ Long.rotateLeft(call, 32)) * MIX + call * MIX;
        return (int) (mixed ^ mixed >>> 32);
    }
}
