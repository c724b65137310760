package io.sluice.client.fake;

import io.sluice.api.v1.CreateQueueRequest;
import io.sluice.api.v1.CreateQueueResponse;
import io.sluice.api.v1.DeleteQueueRequest;
import io.sluice.api.v1.DeleteQueueResponse;
import io.sluice.api.v1.GetQueueUrlRequest;
import io.sluice.api.v1.GetQueueUrlResponse;
import io.sluice.api.v1.ListDeadLetterSourceQueuesRequest;
import io.sluice.api.v1.ListDeadLetterSourceQueuesResponse;
import io.sluice.api.v1.ListQueuesRequest;
import io.sluice.api.v1.ListQueuesResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which queues the fake has. */
final class FakeDirectory {
    private static final String URL = "http://127.0.0.1:4566/000000000000/";

    private final FakeCluster cluster;

    FakeDirectory(FakeCluster cluster) {
        this.cluster = cluster;
    }

    CreateQueueResponse create(CreateQueueRequest request) {
        cluster.create(request.getQueueName(), request.getAttributesMap());
        return CreateQueueResponse.newBuilder()
                .setQueueUrl(URL + request.getQueueName())
                .build();
    }

    DeleteQueueResponse delete(DeleteQueueRequest request) {
        String url = request.getQueueUrl();
        if (!cluster.drop(url.substring(url.lastIndexOf('/') + 1))) {
            throw Refusals.noQueue();
        }
        return DeleteQueueResponse.getDefaultInstance();
    }

    GetQueueUrlResponse url(GetQueueUrlRequest request) {
        return GetQueueUrlResponse.newBuilder()
                .setQueueUrl(URL + request.getQueueName())
                .build();
    }

    ListQueuesResponse list(ListQueuesRequest request) {
        List<String> urls = cluster.names(request.getQueueNamePrefix()).stream()
                .map(name -> URL + name)
                .toList();
        int from = request.getNextToken().isEmpty() ? 0 : Integer.parseInt(request.getNextToken());
        int to = Math.min(urls.size(), from + (request.hasMaxResults() ? request.getMaxResults() : 1000));
        return ListQueuesResponse.newBuilder()
                .addAllQueueUrls(urls.subList(from, to))
                .setNextToken(to < urls.size() ? Integer.toString(to) : "")
                .build();
    }

    ListDeadLetterSourceQueuesResponse sources(ListDeadLetterSourceQueuesRequest request) {
        String url = request.getQueueUrl();
        List<String> sources = cluster.names("").stream()
                .filter(name -> namesAsTarget(name, url.substring(url.lastIndexOf('/') + 1)))
                .filter(name -> name.compareTo(request.getNextToken()) > 0)
                .toList();
        int count = Math.min(sources.size(), request.getMaxResults());
        ListDeadLetterSourceQueuesResponse.Builder page = ListDeadLetterSourceQueuesResponse.newBuilder();
        sources.subList(0, count).forEach(name -> page.addQueueUrls(URL + name));
        return page.setNextToken(count < sources.size() ? sources.get(count - 1) : "")
                .build();
    }

    private boolean namesAsTarget(String queue, String target) {
        @Nullable
        String policy = cluster.with(queue, found -> found.attributes().getOrDefault("RedrivePolicy", ""));
        return policy != null && policy.contains(":" + target + "\"");
    }
}
