package io.sluice.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.client.consumer.ConsumerSettings;
import io.sluice.client.consumer.ConsumerStats;
import io.sluice.client.consumer.MessageHandler;
import io.sluice.client.consumer.QueueConsumer;
import java.lang.reflect.Executable;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user of the client sees is plain Java: no gRPC, no protobuf, no netty, nothing internal. */
final class ApiSurfaceTest {
    private static final List<String> FORBIDDEN =
            List.of("io.grpc", "com.google", "io.netty", "io.sluice.api", "io.sluice.client.transport");

    @ParameterizedTest
    @ValueSource(
            classes = {
                SluiceClient.class,
                SluiceClient.Builder.class,
                ClientConfig.class,
                ClientTls.class,
                QueueClient.class,
                AsyncQueueClient.class,
                DeadLetterClient.class,
                DeadLetterGroup.class,
                DeadLetterSelection.class,
                DeadLetterStory.class,
                FailedReceive.class,
                SendKey.class,
                DeliveryClient.class,
                DeliveryInfo.class,
                DeliveryLimits.class,
                GroupClient.class,
                GroupPage.class,
                GroupInfo.class,
                AdminClient.class,
                QueueSender.class,
                QueueSender.Limits.class,
                ConsumeStream.class,
                ConsumeListener.class,
                ConsumeOptions.class,
                OutgoingMessage.class,
                ReceivedMessage.class,
                SentMessage.class,
                MessageAttribute.class,
                BatchResult.class,
                BatchResult.Failure.class,
                ReceiveOptions.class,
                VisibilityChange.class,
                Permission.class,
                QueuePage.class,
                BrowseOptions.class,
                BrowsePage.class,
                BrowsedMessage.class,
                MessageState.class,
                MessageTrace.class,
                TraceEntry.class,
                ScheduleClient.class,
                ScheduleInfo.class,
                SchedulePage.class,
                Scheduled.class,
                ScheduledMessage.class,
                ScheduleTime.class,
                ScheduleTime.Bounds.class,
                ClusterInfo.class,
                ClusterInfo.Node.class,
                TabletInfo.class,
                TabletInfo.Replica.class,
                ReplicaComparison.class,
                ReplicaComparison.Replica.class,
                ReplicaComparison.Verdict.class,
                SluiceException.class,
                QueueConsumer.class,
                ConsumerSettings.class,
                ConsumerStats.class,
                MessageHandler.class
            })
    void showsNoTransportType(Class<?> type) {
        List<String> signatures = new ArrayList<>();
        Stream.concat(Stream.of(type.getDeclaredMethods()), Stream.of(type.getDeclaredConstructors()))
                .filter(member ->
                        Modifier.isPublic(member.getModifiers()) || Modifier.isProtected(member.getModifiers()))
                .forEach(member -> signatures.add(member.toGenericString() + types(member)));

        assertThat(type).isPublic();
        assertThat(signatures).allSatisfy(signature -> assertThat(FORBIDDEN).noneMatch(signature::contains));
    }

    private static String types(Executable member) {
        return Stream.of(member.getGenericParameterTypes())
                .map(Type::getTypeName)
                .toList()
                .toString();
    }
}
