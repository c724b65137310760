package io.sluice.aws.bench;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.client.config.SdkAdvancedAsyncClientOption;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.batchmanager.SqsAsyncBatchManager;

/** One node as the SDK sees it: a client with connections of its own, and a batch manager upon it. */
final class AwsEndpoint implements AutoCloseable {
    private static final int CONNECTIONS_MAX = 64;
    /** How long a batch that is not full waits for more. */
    private static final Duration LINGER = Duration.ofMillis(20);

    private final SqsAsyncClient client;
    private final SqsAsyncBatchManager batches;
    private final ScheduledExecutorService timer;

    AwsEndpoint(URI address) {
        this.client = SqsAsyncClient.builder()
                .httpClientBuilder(NettyNioAsyncHttpClient.builder()
                        .maxConcurrency(CONNECTIONS_MAX)
                        .connectionAcquisitionTimeout(Duration.ofSeconds(60)))
                // Futures complete on the threads of the transport, as those of our own client do.
                .asyncConfiguration(async ->
                        async.advancedOption(SdkAdvancedAsyncClientOption.FUTURE_COMPLETION_EXECUTOR, Runnable::run))
                .endpointOverride(address)
                .region(Region.US_EAST_1)
                .credentialsProvider(credentials())
                .build();
        this.timer = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "aws-batches");
            thread.setDaemon(true);
            return thread;
        });
        this.batches = SqsAsyncBatchManager.builder()
                .client(client)
                .scheduledExecutor(timer)
                .overrideConfiguration(override -> override.sendRequestFrequency(LINGER))
                .build();
    }

    /** Those of the environment if there are any; a cluster on loopback takes whatever comes. */
    private static AwsCredentialsProvider credentials() {
        boolean given = System.getenv("AWS_ACCESS_KEY_ID") != null || System.getenv("AWS_PROFILE") != null;
        return given
                ? DefaultCredentialsProvider.builder().build()
                : StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any"));
    }

    SqsAsyncClient client() {
        return client;
    }

    SqsAsyncBatchManager batches() {
        return batches;
    }

    @Override
    public void close() {
        batches.close();
        client.close();
        timer.shutdownNow();
    }
}
