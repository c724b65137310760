package io.sluice.node.edge.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.node.edge.call.ApiError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class QueueAddressesTest {
    private static String parsed(String url) {
        return Face.ADDRESSES.parse(Face.ACCOUNT, url).match(name -> name.toString(), ApiError::text);
    }

    @ParameterizedTest
    @CsvSource({
        "jobs, 000000000000/jobs",
        "jobs.fifo, 000000000000/jobs.fifo",
        "https://sqs.us-east-1.amazonaws.com/123456789012/jobs, 123456789012/jobs",
        "http://127.0.0.1:4566/000000000000/jobs, 000000000000/jobs",
        "http://other.example/queue/000000000000/jobs, 000000000000/jobs",
        "http://other.example/000000000000/jobs/, 000000000000/jobs",
        "123456789012/jobs, 123456789012/jobs",
        "/123456789012/jobs, 123456789012/jobs",
    })
    void takesAnyHostAndTheLastTwoSegments(String url, String name) {
        assertThat(parsed(url)).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({"http://host/jobs", "http://host", "http://", "/", "//jobs", "http://host/a b/jobs"})
    void refusesWhatNamesNoQueue(String url) {
        assertThat(parsed(url)).isEqualTo("The address " + url + " is not valid for this endpoint.");
    }

    @Test
    void saysOfANameThatNoQueueCanHaveThatThereIsNone() {
        assertThat(parsed("no such name")).isEqualTo("The specified queue does not exist.");
        assertThat(parsed("n".repeat(81))).isEqualTo("The specified queue does not exist.");
        assertThat(parsed(".fifo")).isEqualTo("The specified queue does not exist.");
        assertThat(parsed("")).isEqualTo("The request must contain the parameter QueueUrl.");
    }

    @Test
    void givesEightyCharactersAndNoMore() {
        assertThat(created("n".repeat(80))).isEqualTo("000000000000/" + "n".repeat(80));
        String refused = "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length";
        assertThat(created("n".repeat(81))).isEqualTo(refused);
        assertThat(created("a.b")).isEqualTo(refused);
        assertThat(created("ü")).isEqualTo(refused);
    }

    private static String created(String name) {
        return Face.ADDRESSES.creatable(Face.ACCOUNT, name).match(good -> good.toString(), ApiError::text);
    }
}
