package io.sluice.client.fake;

import io.grpc.Status;
import io.sluice.api.v1.BrowseFilter;
import io.sluice.api.v1.BrowseMessagesRequest;
import io.sluice.api.v1.BrowseMessagesResponse;
import io.sluice.api.v1.BrowsedMessage;
import io.sluice.api.v1.SearchMessagesRequest;
import io.sluice.api.v1.SearchMessagesResponse;
import java.util.List;

/** The fake's looks: cursors are positions, and an expression is a part of a body. */
final class FakeBrowses {
    private FakeBrowses() {}

    private static List<BrowsedMessage> asked(FakeQueue queue, BrowseFilter filter) {
        return filter.hasDeadLetters() ? FakeDeaths.picked(queue.browse(), filter.getDeadLetters()) : queue.browse();
    }

    static BrowseMessagesResponse browse(FakeQueue queue, BrowseMessagesRequest request) {
        List<BrowsedMessage> all = asked(queue, request.getFilter());
        int from = request.hasNewest()
                ? Math.max(0, all.size() - request.getNewest())
                : Integer.parseInt("0" + request.getCursor());
        int to = Math.min(all.size(), from + request.getMaxResults());
        return BrowseMessagesResponse.newBuilder()
                .addAllMessages(all.subList(from, to))
                .setCursor(Integer.toString(to))
                .setMore(to < all.size())
                .setScanned(to - from)
                .setAtMillis(FakeQueue.BROWSED_MILLIS + 5_000)
                .build();
    }

    /** Passes two messages at a time, so that a search has pages. */
    static SearchMessagesResponse search(FakeQueue queue, SearchMessagesRequest request) {
        if (request.getExpression().isEmpty()) {
            throw Refusals.coded(Status.INVALID_ARGUMENT, "MissingParameter", "No expression.");
        }
        List<BrowsedMessage> all = asked(queue, request.getFilter());
        int from = Integer.parseInt("0" + request.getCursor());
        int to = Math.min(all.size(), from + 2);
        return SearchMessagesResponse.newBuilder()
                .addAllMessages(all.subList(from, to).stream()
                        .filter(message -> message.getBody().contains(request.getExpression()))
                        .toList())
                .setCursor(Integer.toString(to))
                .setMore(to < all.size())
                .setScanned(to - from)
                .setAtMillis(FakeQueue.BROWSED_MILLIS + 5_000)
                .build();
    }
}
