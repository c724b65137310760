package io.sluice.foreign.spring;

import io.awspring.cloud.sqs.annotation.SqsListener;
import io.awspring.cloud.sqs.listener.SqsHeaders;
import io.sluice.foreign.Tally;
import java.util.List;
import org.springframework.messaging.handler.annotation.Header;

/** What Spring calls with messages; it deletes them when these return. */
final class Listeners {
    private final Tally tally;

    Listeners(Tally tally) {
        this.tally = tally;
    }

    @SqsListener("${queue}-one")
    void one(String body) {
        tally.seen(body);
    }

    @SqsListener("${queue}-many")
    void many(List<String> bodies) {
        bodies.forEach(tally::seen);
    }

    @SqsListener("${queue}.fifo")
    void inOrder(String body, @Header(SqsHeaders.MessageSystemAttributes.SQS_MESSAGE_GROUP_ID_HEADER) String group) {
        tally.seenInOrder(body, group, Long.parseLong(body.substring(body.lastIndexOf('-') + 1)));
    }
}
