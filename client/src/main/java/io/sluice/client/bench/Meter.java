package io.sluice.client.bench;

import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/**
 * What a run measures. Latencies count from the intended time of the send, so that a stall is charged
 * to every message that it held up, not only to the one that was being sent. Thread-safe.
 */
final class Meter {
    private static final long MICROS_MAX = 3_600_000_000L;
    private static final int DIGITS = 3;

    private final Window window;
    private final Gap acknowledgements;
    private final Gap deletes;
    private final LongAdder acknowledged = new LongAdder();
    private final LongAdder acknowledgedInWindow = new LongAdder();
    private final LongAdder deleted = new LongAdder();
    private final LongAdder deletedInWindow = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder foreign = new LongAdder();
    private final LongAdder corrupted = new LongAdder();
    private final Recorder acknowledgeMicros = new Recorder(MICROS_MAX, DIGITS);
    private final Recorder endToEndMicros = new Recorder(MICROS_MAX, DIGITS);

    Meter(Window window) {
        this.window = window;
        this.acknowledgements = new Gap(window);
        this.deletes = new Gap(window);
    }

    Window window() {
        return window;
    }

    void acknowledgedOne(long intendedNanos, long nowNanos) {
        record(acknowledgeMicros, intendedNanos, nowNanos);
    }

    void acknowledged(int messages, long nowNanos) {
        count(messages, nowNanos, acknowledged, acknowledgedInWindow, acknowledgements);
    }

    void receivedOne(long intendedNanos, long nowNanos) {
        record(endToEndMicros, intendedNanos, nowNanos);
    }

    void deleted(int messages, long nowNanos) {
        count(messages, nowNanos, deleted, deletedInWindow, deletes);
    }

    private void record(Recorder recorder, long intendedNanos, long nowNanos) {
        if (window.contains(intendedNanos)) {
            recorder.recordValue(Math.min(MICROS_MAX, Math.max(0, (nowNanos - intendedNanos) / 1000)));
        }
    }

    private void count(int messages, long nowNanos, LongAdder all, LongAdder inWindow, Gap gap) {
        if (messages == 0) {
            return;
        }
        all.add(messages);
        if (window.contains(nowNanos)) {
            inWindow.add(messages);
            gap.mark(nowNanos);
        }
    }

    void failed(int messages) {
        failed.add(messages);
    }

    void foreign() {
        foreign.increment();
    }

    void corrupted() {
        corrupted.increment();
    }

    long acknowledged() {
        return acknowledged.sum();
    }

    long deleted() {
        return deleted.sum();
    }

    long failed() {
        return failed.sum();
    }

    long foreignCount() {
        return foreign.sum();
    }

    long corruptedCount() {
        return corrupted.sum();
    }

    double acknowledgedPerSecond() {
        return acknowledgedInWindow.sum() / window.seconds();
    }

    double deletedPerSecond() {
        return deletedInWindow.sum() / window.seconds();
    }

    /** The longest gap between acknowledged sends or between deletes; without receivers only the former. */
    double longestStallMillis(boolean receiving) {
        long nowNanos = System.nanoTime();
        long sends = acknowledgements.longestNanos(nowNanos);
        return (receiving ? Math.max(sends, deletes.longestNanos(nowNanos)) : sends) / 1e6;
    }

    /** What was recorded since the last call. */
    Histogram takeAcknowledgeMicros() {
        return acknowledgeMicros.getIntervalHistogram();
    }

    /** What was recorded since the last call. */
    Histogram takeEndToEndMicros() {
        return endToEndMicros.getIntervalHistogram();
    }
}
