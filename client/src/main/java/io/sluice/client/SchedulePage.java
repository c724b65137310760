package io.sluice.client;

import java.util.List;

/** A page of schedules in the order in which they send; the token is empty on the last one. */
public record SchedulePage(List<ScheduleInfo> schedules, String nextToken, long total) {
    public SchedulePage {
        schedules = List.copyOf(schedules);
    }
}
