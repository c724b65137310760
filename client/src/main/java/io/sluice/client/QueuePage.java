package io.sluice.client;

import java.util.List;

/**
 * A page of queues.
 *
 * @param urls in name order
 * @param nextToken asks for the next page; empty on the last
 */
public record QueuePage(List<String> urls, String nextToken) {

    public QueuePage {
        urls = List.copyOf(urls);
    }
}
