package io.sluice.cluster.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the {@code /metrics} of all nodes of a cluster say at one moment. */
public final class Metrics {
    private static final Pattern LINE =
            Pattern.compile("(?<name>[a-zA-Z_:][\\w:]*)(\\{(?<labels>.*)})? (?<value>\\S+)");

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final List<Series> series = new ArrayList<>();

    /** One line: {@code labels} as they are written, such as {@code queue="a",state="visible"}. */
    private record Series(String name, String labels, double value) {}

    /** Asks every node. */
    public static Metrics of(Cluster cluster) throws InterruptedException {
        Metrics metrics = new Metrics();
        for (NodeProcess node : cluster.nodes()) {
            URI address = URI.create(cluster.httpAddress(node) + "/metrics");
            try {
                CLIENT.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
                        .body()
                        .lines()
                        .filter(line -> !line.startsWith("#"))
                        .forEach(metrics::add);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + address, e);
            }
        }
        return metrics;
    }

    private void add(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalStateException("not a line of metrics: " + line);
        }
        String labels = matcher.group("labels");
        series.add(new Series(
                matcher.group("name"), labels == null ? "" : labels, Double.parseDouble(matcher.group("value"))));
    }

    /** The names of all series. */
    public Set<String> names() {
        Set<String> names = new TreeSet<>();
        series.forEach(each -> names.add(each.name));
        return names;
    }

    /** Sum over all series of a name and with all these labels, such as {@code state="visible"}. */
    public double sum(String name, String... labels) {
        return series.stream()
                .filter(each -> each.name.equals(name) && Stream.of(labels).allMatch(each.labels::contains))
                .mapToDouble(Series::value)
                .sum();
    }
}
