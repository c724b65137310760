package io.sluice.client.bench;

import io.sluice.client.bench.ScheduleResult.Memory;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Reads the memory of nodes from their metrics. */
final class NodeMemory {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final String HEAP = "jvm_memory_used_bytes{area=\"heap\"";
    private static final String RESIDENT = "process_resident_memory_bytes";

    private final List<String> addresses;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

    NodeMemory(List<String> addresses) {
        this.addresses = List.copyOf(addresses);
    }

    /** Of every node; a node that does not answer is left out. */
    List<Memory> at(String moment) throws InterruptedException {
        List<Memory> all = new ArrayList<>();
        for (String address : addresses) {
            try {
                String text = http.send(
                                HttpRequest.newBuilder(URI.create(address))
                                        .timeout(TIMEOUT)
                                        .build(),
                                BodyHandlers.ofString())
                        .body();
                all.add(new Memory(moment, address, sum(text, HEAP), sum(text, RESIDENT)));
            } catch (IOException e) {
                // What is not to be had is not told; the figures of the run stand without it.
            }
        }
        return all;
    }

    private static long sum(String text, String name) {
        double sum = 0;
        for (String line : text.split("\n")) {
            if (line.startsWith(name)) {
                sum += Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
            }
        }
        return (long) sum;
    }
}
