package io.sluice.foreign.spring;

import io.awspring.cloud.sqs.config.SqsBootstrapConfiguration;
import io.awspring.cloud.sqs.config.SqsMessageListenerContainerFactory;
import io.awspring.cloud.sqs.operations.SqsTemplate;
import io.sluice.foreign.Options;
import io.sluice.foreign.Tally;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Spring's SqsTemplate and {@code @SqsListener}: one by one, in batches, and in the order of a FIFO queue. */
public final class SpringProgram {
    private static final int GROUPS = 3;

    private SpringProgram() {}

    /** Spring's own switch for listeners: it counts where it is imported only. */
    @Configuration(proxyBeanMethods = false)
    @Import(SqsBootstrapConfiguration.class)
    static class Listening {}

    /** Runs it; see {@link Options}. */
    public static void main(String[] words) throws Exception {
        Options options = Options.of(words);
        Tally tally = new Tally(options);
        SqsAsyncClient client = SqsAsyncClient.builder()
                .httpClientBuilder(NettyNioAsyncHttpClient.builder())
                .endpointOverride(options.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
                .build();
        for (String suffix : new String[] {"-one", "-many", ".fifo"}) {
            create(client, options.queue() + suffix);
        }
        send(SqsTemplate.newTemplate(client), options, tally);

        System.setProperty("queue", options.queue());
        try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
            context.registerBean(Tally.class, () -> tally);
            context.registerBean(
                    "defaultSqsListenerContainerFactory",
                    SqsMessageListenerContainerFactory.class,
                    () -> SqsMessageListenerContainerFactory.builder()
                            .configure(container -> container.pollTimeout(Duration.ofSeconds(1)))
                            .sqsAsyncClient(client)
                            .build());
            context.register(Listening.class, Listeners.class);
            context.refresh();
            tally.await();
        }
        System.exit(tally.close() ? 0 : 1);
    }

    private static void create(SqsAsyncClient client, String name) {
        Map<QueueAttributeName, String> attributes = name.endsWith(".fifo")
                ? Map.of(QueueAttributeName.FIFO_QUEUE, "true", QueueAttributeName.VISIBILITY_TIMEOUT, "5")
                : Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "5");
        client.createQueue(q -> q.queueName(name).attributes(attributes)).join();
    }

    private static void send(SqsTemplate template, Options options, Tally tally) throws InterruptedException {
        for (int i = 0; i < options.messages(); i++) {
            int number = i;
            String body = options.queue() + "-" + number;
            while (true) {
                try {
                    switch (number % 3) {
                        case 0 ->
                            template.send(
                                    to -> to.queue(options.queue() + "-one").payload(body));
                        case 1 ->
                            template.send(
                                    to -> to.queue(options.queue() + "-many").payload(body));
                        default ->
                            template.send(to -> to.queue(options.queue() + ".fifo")
                                    .messageGroupId("g" + number / 3 % GROUPS)
                                    .messageDeduplicationId("d" + number)
                                    .payload(body));
                    }
                    break;
                } catch (RuntimeException failed) {
                    if (!tally.hasTime()) {
                        throw failed;
                    }
                    TimeUnit.MILLISECONDS.sleep(100);
                }
            }
            tally.sent(body);
        }
    }
}
