package io.sluice.cluster.clients;

import io.sluice.cluster.harness.Cluster;
import io.sluice.cluster.harness.NodeProcess;
import java.net.URI;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Clients of AWS's SDK for Java as it comes, with its own retries and times; each knows one endpoint. */
final class JavaSdk {
    private static final StaticCredentialsProvider ANY =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any"));

    private JavaSdk() {}

    /** Endpoints of the nodes that are not the one to die. */
    static List<String> living(Cluster cluster, NodeProcess victim) {
        return cluster.nodes().stream()
                .filter(node -> node != victim)
                .map(cluster::httpAddress)
                .toList();
    }

    static SqsClient sync(String endpoint) {
        return SqsClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .endpointOverride(URI.create(endpoint))
                .region(Region.US_EAST_1)
                .credentialsProvider(ANY)
                .build();
    }

    static SqsAsyncClient async(String endpoint) {
        return async(endpoint, NettyNioAsyncHttpClient.builder());
    }

    static SqsAsyncClient async(String endpoint, NettyNioAsyncHttpClient.Builder http) {
        return SqsAsyncClient.builder()
                .httpClientBuilder(http)
                .endpointOverride(URI.create(endpoint))
                .region(Region.US_EAST_1)
                .credentialsProvider(ANY)
                .build();
    }
}
