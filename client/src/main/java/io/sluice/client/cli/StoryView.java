package io.sluice.client.cli;

import io.sluice.client.DeadLetterStory;
import io.sluice.client.FailedReceive;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How messages failed, for scripts. */
final class StoryView {
    private StoryView() {}

    static Map<String, Object> object(DeadLetterStory story) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("reason", story.reason());
        object.put("died", story.died().toString());
        object.put("source_queue", story.sourceQueue());
        object.put("failed_receives", objects(story.failedReceives()));
        return object;
    }

    static List<Map<String, Object>> objects(List<FailedReceive> receives) {
        return receives.stream().map(StoryView::object).toList();
    }

    private static Map<String, Object> object(FailedReceive receive) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("receive", receive.receiveNumber());
        object.put("consumer", receive.consumerName());
        object.put("received", receive.received().toString());
        object.put("failed", receive.failed().toString());
        object.put("reason", receive.reason());
        return object;
    }
}
