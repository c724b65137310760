package io.sluice.foreign;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Books what was sent and what came, and says so on the standard output, a JSON object per line: {@code half_sent} and
 * {@code half_received} when they are, and the counts at the end. Thread-safe.
 */
public final class Tally {
    private static final long QUIET_MILLIS = 2_500;
    private static final long LOOK_MILLIS = 50;

    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private final Options options;
    private final long endNanos;
    private final Set<String> sent = new HashSet<>();
    private final Map<String, Integer> seen = new HashMap<>();
    private final Map<String, Long> lastOfGroup = new HashMap<>();
    private long lastNewNanos = System.nanoTime();
    private boolean disordered;

    /** Of one run. */
    public Tally(Options options) {
        this.options = options;
        this.endNanos = System.nanoTime() + options.limit().toNanos();
    }

    /** Books a body whose send was acknowledged. */
    public synchronized void sent(String body) {
        sent.add(body);
        if (sent.size() == options.messages() / 2) {
            event("half_sent");
        }
    }

    /** Books a body that came. */
    public synchronized void seen(String body) {
        if (seen.merge(body, 1, Integer::sum) == 1) {
            lastNewNanos = System.nanoTime();
            if (seen.size() == options.messages() / 2) {
                event("half_received");
            }
        }
    }

    /** Books a body that came from a FIFO queue; {@code number} grows within a group. */
    public synchronized void seenInOrder(String body, String group, long number) {
        // A repeated one is no disorder: what came before it comes again as well.
        if (!seen.containsKey(body)) {
            Long before = lastOfGroup.put(group, number);
            disordered |= before != null && before > number;
        }
        seen(body);
    }

    /** True while there is time to try again. */
    public boolean hasTime() {
        return System.nanoTime() - endNanos < 0;
    }

    /** Waits until everything came and nothing more comes, or until the time is over. */
    public void await() throws InterruptedException {
        while (hasTime() && !over()) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    private synchronized boolean over() {
        return seen.size() >= options.messages()
                && System.nanoTime() - lastNewNanos > TimeUnit.MILLISECONDS.toNanos(QUIET_MILLIS);
    }

    /** Says the counts; true when nothing is wrong. */
    public synchronized boolean close() {
        List<String> lost = new ArrayList<>(sent);
        lost.removeAll(seen.keySet());
        long invented =
                seen.keySet().stream().filter(body -> !sent.contains(body)).count();
        int repeated = seen.values().stream().mapToInt(count -> count - 1).sum();
        out.println("{\"event\":\"done\",\"sent\":" + sent.size() + ",\"received\":" + seen.size() + ",\"lost\":"
                + lost.size() + ",\"invented\":" + invented + ",\"duplicated\":" + repeated + ",\"disordered\":"
                + disordered + "}");
        return !disordered;
    }

    private void event(String name) {
        out.println("{\"event\":\"" + name + "\"}");
    }
}
