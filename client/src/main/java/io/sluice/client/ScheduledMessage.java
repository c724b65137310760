package io.sluice.client;

import java.util.Map;

/** A schedule with what it sends. */
public record ScheduledMessage(ScheduleInfo schedule, String body, Map<String, MessageAttribute> attributes) {
    public ScheduledMessage {
        attributes = Map.copyOf(attributes);
    }
}
