package io.sluice.client.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What became of many schedules.
 *
 * @param put schedules that were acknowledged
 * @param failed schedules whose put has no good answer
 * @param putPerSecond while they were put
 * @param due of those, how many fell due while it was watched
 * @param received different messages that came
 * @param lost due and not received
 * @param duplicated received more than once
 * @param early sent before their time, by the cluster's own stamp
 * @param late received too late
 * @param left schedules that the cluster still has
 * @param lateness from a message's time to its receive
 * @param memory of the nodes, by the moment
 */
public record ScheduleResult(
        long put,
        long failed,
        double putPerSecond,
        long due,
        long received,
        long lost,
        long duplicated,
        long early,
        long late,
        long left,
        Percentiles lateness,
        List<Memory> memory) {
    public ScheduleResult {
        memory = List.copyOf(memory);
    }

    /** Memory of a node at a moment, in bytes: heap in use after the last collection is not to be had, so in use. */
    public record Memory(String moment, String node, long heapBytes, long residentBytes) {}

    /** True when nothing speaks against the cluster. */
    public boolean sound() {
        return failed == 0 && lost == 0 && duplicated == 0 && early == 0 && late == 0 && left == put - due;
    }

    /** One object for scripts. */
    public Map<String, Object> describe() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("put", put);
        all.put("failed", failed);
        all.put("put_per_s", Math.round(putPerSecond));
        all.put("due", due);
        all.put("received", received);
        all.put("lost", lost);
        all.put("duplicated", duplicated);
        all.put("early", early);
        all.put("late", late);
        all.put("left", left);
        all.put("lateness_ms", lateness.describe());
        List<Map<String, Object>> shown = new ArrayList<>();
        for (Memory one : memory) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("moment", one.moment());
            row.put("node", one.node());
            row.put("heap_bytes", one.heapBytes());
            row.put("resident_bytes", one.residentBytes());
            shown.add(row);
        }
        all.put("memory", shown);
        return all;
    }
}
