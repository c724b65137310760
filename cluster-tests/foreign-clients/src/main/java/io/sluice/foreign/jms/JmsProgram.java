package io.sluice.foreign.jms;

import com.amazon.sqs.javamessaging.AmazonSQSMessagingClientWrapper;
import com.amazon.sqs.javamessaging.ProviderConfiguration;
import com.amazon.sqs.javamessaging.SQSConnection;
import com.amazon.sqs.javamessaging.SQSConnectionFactory;
import io.sluice.foreign.Options;
import io.sluice.foreign.Tally;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.CreateQueueRequest;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * JMS: a producer and asynchronous listeners on a standard and a FIFO queue, messages with properties, sessions that
 * acknowledge by themselves and by the client.
 */
public final class JmsProgram {
    private static final int GROUPS = 3;
    private static final String NUMBER = "number";

    private JmsProgram() {}

    /** Runs it; see {@link Options}. */
    public static void main(String[] words) throws Exception {
        Options options = Options.of(words);
        Tally tally = new Tally(options);
        SqsClient client = SqsClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .endpointOverride(options.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
                .build();
        SQSConnection connection = new SQSConnectionFactory(new ProviderConfiguration(), client).createConnection();
        String standard = options.queue();
        String fifo = options.queue() + ".fifo";
        create(connection.getWrappedAmazonSQSClient(), standard, fifo);

        send(connection, options, tally, standard, fifo);
        listen(connection, Session.AUTO_ACKNOWLEDGE, standard, message -> tally.seen(text(message)));
        listen(connection, Session.CLIENT_ACKNOWLEDGE, fifo, message -> {
            String group = message.getStringProperty("JMSXGroupID");
            tally.seenInOrder(text(message), group, message.getIntProperty(NUMBER));
            message.acknowledge();
        });
        connection.start();
        tally.await();
        connection.close();
        System.exit(tally.close() ? 0 : 1);
    }

    private static void create(AmazonSQSMessagingClientWrapper client, String standard, String fifo)
            throws JMSException {
        client.createQueue(CreateQueueRequest.builder()
                .queueName(standard)
                .attributes(Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "5"))
                .build());
        client.createQueue(CreateQueueRequest.builder()
                .queueName(fifo)
                .attributes(Map.of(
                        QueueAttributeName.FIFO_QUEUE, "true",
                        QueueAttributeName.VISIBILITY_TIMEOUT, "5"))
                .build());
    }

    private static void send(SQSConnection connection, Options options, Tally tally, String standard, String fifo)
            throws JMSException, InterruptedException {
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        MessageProducer toStandard = session.createProducer(session.createQueue(standard));
        MessageProducer toFifo = session.createProducer(session.createQueue(fifo));
        for (int i = 0; i < options.messages(); i++) {
            TextMessage message = session.createTextMessage(options.queue() + "-" + i + " \u00e4\u20ac\ud83d\ude00");
            message.setIntProperty(NUMBER, i);
            if (i % 2 == 0) {
                send(toStandard, message, tally);
            } else {
                message.setStringProperty("JMSXGroupID", "g" + i / 2 % GROUPS);
                message.setStringProperty("JMS_SQS_DeduplicationId", "d" + i);
                send(toFifo, message, tally);
            }
            tally.sent(message.getText());
        }
        session.close();
    }

    /** Tries again as a program has to when the library gives up. */
    private static void send(MessageProducer producer, Message message, Tally tally)
            throws JMSException, InterruptedException {
        while (true) {
            try {
                producer.send(message);
                return;
            } catch (JMSException failed) {
                if (!tally.hasTime()) {
                    throw failed;
                }
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
    }

    /** What is done with a message. */
    private interface Work {
        void on(Message message) throws JMSException;
    }

    private static void listen(SQSConnection connection, int mode, String queue, Work work) throws JMSException {
        Session session = connection.createSession(false, mode);
        session.createConsumer(session.createQueue(queue)).setMessageListener(message -> {
            try {
                work.on(message);
            } catch (JMSException failed) {
                throw new IllegalStateException(failed); // it comes again
            }
        });
    }

    private static String text(Message message) throws JMSException {
        return ((TextMessage) message).getText();
    }
}
