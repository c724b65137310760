package io.sluice.client.bench;

import io.sluice.client.BrowseOptions;
import io.sluice.client.BrowsePage;
import io.sluice.client.ClientConfig;
import io.sluice.client.OutgoingMessage;
import io.sluice.client.SluiceClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Measures what a search through a long queue takes, and what it takes from others: fills a queue, runs a producer
 * and a consumer on another queue of the same leader, first alone and then beside searches that pass every message.
 * Each search must find the few messages that were made to be found, or the run fails.
 */
public final class SearchBench {
    private static final int NEEDLES = 7;
    private static final int RESULTS_MAX = 100;

    /** How many queues are made in order to find one with the same leader. */
    private static final int QUEUES_MAX = 12;

    private final ClientConfig connection;
    private final SearchOptions options;
    private final Consumer<String> progress;
    private final String name =
            String.format(Locale.ROOT, "%08x", ThreadLocalRandom.current().nextInt());

    /** A bench against these nodes; progress is printed, a line each second. */
    public SearchBench(ClientConfig connection, SearchOptions options, Consumer<String> progress) {
        this.connection = connection;
        this.options = options;
        this.progress = progress;
    }

    /**
     * Runs it.
     *
     * @throws io.sluice.client.SluiceException when the cluster gives no answer
     * @throws InterruptedException when interrupted; the queues are then left there
     */
    public SearchResult run() throws InterruptedException {
        try (SluiceClient client = SluiceClient.open(connection)) {
            String searched = "bench-search-" + name;
            client.queues().createQueue(searched);
            new Bench(connection, options.fill(searched), progress).run();
            for (int i = 0; i < NEEDLES; i++) {
                client.queues().send(searched, OutgoingMessage.of("needle " + name + " " + i));
            }
            List<String> others = new ArrayList<>();
            String loaded = sameLeader(client, searched, others);
            BenchResult alone = new Bench(connection, options.load(loaded), progress).run();
            List<Long> searchMillis = new ArrayList<>();
            long[] scanned = {0};
            AtomicBoolean over = new AtomicBoolean();
            Thread searches = new Thread(
                    () -> {
                        while (!over.get()) {
                            searchMillis.add(search(client, searched, scanned, over));
                        }
                    },
                    "sluice-bench-search");
            searches.start();
            BenchResult beside = new Bench(connection, options.load(loaded), progress).run();
            over.set(true);
            searches.join();
            others.forEach(client.queues()::deleteQueue);
            client.queues().deleteQueue(searched);
            // The last search was cut short by the end of the load, unless it is the only one.
            if (searchMillis.size() > 1) {
                searchMillis.remove(searchMillis.size() - 1);
            }
            return new SearchResult(searchMillis, scanned[0], alone, beside);
        }
    }

    /** A queue that the same node leads, as far as one can be made. */
    private String sameLeader(SluiceClient client, String searched, List<String> made) {
        client.queues().browse(searched, BrowseOptions.upTo(1));
        String leader = client.queues().leaderAddress(searched);
        for (int i = 0; i < QUEUES_MAX; i++) {
            String queue = "bench-load-" + name + "-" + i;
            client.queues().createQueue(queue);
            made.add(queue);
            client.queues().browse(queue, BrowseOptions.upTo(1));
            if (client.queues().leaderAddress(queue).equals(leader)) {
                return queue;
            }
        }
        progress.accept("no queue has the same leader: the load is on another node");
        return made.get(0);
    }

    /** Looks at every message once; gives the time that it took. */
    private long search(SluiceClient client, String queue, long[] scanned, AtomicBoolean over) {
        long beganNanos = System.nanoTime();
        String expression = "body.contains(\"needle " + name + "\")";
        long passed = 0;
        long found = 0;
        BrowsePage page;
        String cursor = "";
        do {
            page = client.queues()
                    .search(queue, expression, BrowseOptions.upTo(RESULTS_MAX).withCursor(cursor));
            passed += page.scanned();
            found += page.messages().size();
            cursor = page.cursor();
        } while (page.more() && !over.get());
        long millis = (System.nanoTime() - beganNanos) / 1_000_000;
        if (!page.more()) {
            scanned[0] = passed;
            progress.accept(
                    String.format(Locale.ROOT, "search of %,d messages: %,d found in %,d ms", passed, found, millis));
            if (found != NEEDLES) {
                throw new IllegalStateException("a search found " + found + " messages and not " + NEEDLES);
            }
        }
        return millis;
    }
}
