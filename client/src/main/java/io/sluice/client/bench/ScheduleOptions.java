package io.sluice.client.bench;

import java.time.Duration;
import java.util.List;

/**
 * How many schedules to put, and how many of them fall due while it is watched.
 *
 * @param count schedules in all
 * @param over they are spread evenly over this time, but for those that are watched
 * @param watched so many fall due, evenly, while it is watched, 0 to {@code count}
 * @param window how long it is watched
 * @param inflight schedules put and not acknowledged
 * @param sizeBytes of a body, from 40
 * @param receivers long polls at a time
 * @param lateMillisMax a message that is received later than so after its time is late
 * @param metrics addresses of the nodes' metrics, to tell their memory; none for not telling it
 */
public record ScheduleOptions(
        int count,
        Duration over,
        int watched,
        Duration window,
        int inflight,
        int sizeBytes,
        int receivers,
        int lateMillisMax,
        List<String> metrics) {
    static final int SIZE_BYTES_MIN = 40;

    public ScheduleOptions {
        metrics = List.copyOf(metrics);
        if (count < 1 || watched < 0 || watched > count || inflight < 1 || receivers < 1) {
            throw new IllegalArgumentException("counts are 1 or more, and no more are watched than there are");
        }
        if (sizeBytes < SIZE_BYTES_MIN) {
            throw new IllegalArgumentException("a body has " + SIZE_BYTES_MIN + " bytes or more");
        }
        if (window.toSeconds() < 1 || over.compareTo(window.multipliedBy(2)) < 0) {
            throw new IllegalArgumentException(
                    "the window is a second or more, and schedules are over at least twice it");
        }
    }
}
