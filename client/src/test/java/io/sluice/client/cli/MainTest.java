package io.sluice.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.api.v1.ReplicaVerdict;
import io.sluice.client.fake.FakeCluster;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class MainTest {
    private FakeCluster cluster;

    /** What a command printed and how it ended. */
    private record Ended(int code, String out, String err) {
        JsonNode json() throws IOException {
            return new ObjectMapper().readTree(out);
        }
    }

    @BeforeEach
    void start() throws IOException {
        cluster = FakeCluster.start(2);
        cluster.lead(cluster.node(1));
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void takesAScheduleThroughItsLife() throws IOException {
        run("queue", "create", "q");

        Ended put = run("schedule", "put", "q", "hello", "--id", "s", "--at", "2101-01-31T08:00:00Z", "-o", "json");
        assertThat(put.json().at("/next").asText()).isEqualTo("2101-01-31T08:00:00Z");
        assertThat(run("schedule", "put", "q", "tick", "--cron", "0 8 * * *", "--zone", "Asia/Tokyo", "--runs", "3")
                        .out())
                .startsWith("given-1 sends at ");

        Ended listed = run("schedule", "list", "q", "--max", "1", "-o", "json");
        assertThat(listed.json().at("/total").asInt()).isEqualTo(2);
        assertThat(listed.json().at("/schedules/0/cron").asText()).isEqualTo("0 8 * * *");
        assertThat(listed.json().at("/schedules/0/max_runs").asInt()).isEqualTo(3);
        assertThat(run("schedule", "list", "q").out())
                .contains("0 8 * * * Asia/Tokyo", "once", "2101-01-31T08:00:00Z", "2 of 2");

        assertThat(run("schedule", "show", "q", "s", "-o", "json")
                        .json()
                        .at("/body")
                        .asText())
                .isEqualTo("hello");
        assertThat(run("schedule", "move", "q", "s", "--at", "2102-01-31T08:00:00Z")
                        .out())
                .contains("s sends at 2102-01-31T08:00:00Z");
        assertThat(run("schedule", "cancel", "q", "s").code()).isZero();
        assertThat(run("schedule", "show", "q", "s").code()).isEqualTo(3);
        assertThat(run("schedule", "put", "q", "hello").code()).isEqualTo(2);
        assertThat(run("schedule", "put", "q", "hello", "--in", "soon").code()).isEqualTo(2);
        assertThat(run("schedule", "put", "q", "hello", "--in", "1h", "--runs", "3")
                        .code())
                .isEqualTo(2);
    }

    @Test
    void takesAMessageThroughItsLife() throws IOException {
        assertThat(run("queue", "create", "q", "-a", "VisibilityTimeout=60").code())
                .isZero();

        Ended sent = run("send", "q", "hello", "--attribute", "color=String:red", "-o", "json");
        assertThat(sent.json().get("sent").asInt()).isEqualTo(1);
        assertThat(sent.json().at("/messages/0/message_id").asText()).isEqualTo("m-1");

        Ended received = run("receive", "q", "--max", "10", "-o", "json");
        assertThat(received.json().at("/messages/0/body").asText()).isEqualTo("hello");
        assertThat(received.json().at("/messages/0/attributes/color/value").asText())
                .isEqualTo("red");

        String receipt = received.json().at("/messages/0/receipt").asText();
        assertThat(run("delete", "q", receipt).code()).isZero();
        assertThat(cluster.size("q")).isZero();
    }

    @Test
    void sendsOnceUnderAKey() throws IOException {
        run("queue", "create", "q");

        Ended first = run("send", "q", "hello", "--key", "k", "--key-window", "1d", "--ttl", "15m", "-o", "json");
        Ended again = run("send", "q", "hello", "--key", "k", "--key-window", "1d", "--ttl", "15m", "-o", "json");

        assertThat(first.json().at("/messages/0/replayed").isMissingNode()).isTrue();
        assertThat(again.json().at("/messages/0/replayed").asBoolean()).isTrue();
        assertThat(again.json().at("/messages/0/message_id"))
                .isEqualTo(first.json().at("/messages/0/message_id"));
        assertThat(cluster.lastTerms("q")).isEqualTo("k for 86400, lives 900");
        assertThat(cluster.size("q")).isEqualTo(1);
        assertThat(run("send", "q", "a", "b", "--key", "k").code()).isEqualTo(2);
        assertThat(run("send", "q", "a", "--key-window", "1d").code()).isEqualTo(2);
        assertThat(run("send", "q", "a", "--ttl", "soon").code()).isEqualTo(2);
    }

    @Test
    void listsSourcesAndMovesMessages() throws IOException {
        String arn = "arn:aws:sqs:us-east-1:000000000000:dead";
        run("queue", "create", "dead");
        run(
                "queue",
                "create",
                "q",
                "-a",
                "RedrivePolicy={\"deadLetterTargetArn\":\"" + arn + "\",\"maxReceiveCount\":3}");

        assertThat(run("queue", "sources", "dead").out()).startsWith("NAME").contains("q  ");
        String handle = run("move", "start", arn, "--rate", "9", "-o", "json")
                .json()
                .get("task_handle")
                .asText();
        assertThat(run("move", "list", arn).out()).startsWith("STATUS").contains("RUNNING", "sources", handle);
        assertThat(run("move", "list", arn, "-o", "json")
                        .json()
                        .at("/moves/0/messages_per_second")
                        .asInt())
                .isEqualTo(9);
        assertThat(run("move", "cancel", handle).out()).contains("cancelled after 3");
        assertThat(run("move", "cancel", handle).code()).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(run("move").code()).isEqualTo(2);
    }

    @Test
    void looksAtMessagesWithoutTouchingThem() throws IOException {
        run("queue", "create", "q");
        run("send", "q", "ape", "bee", "bear", "crab", "beetle");
        run("receive", "q", "--max", "1");

        String peeked = run("msg", "peek", "q", "--max", "2").out();
        assertThat(peeked)
                .startsWith("MESSAGE  STATE      AGE  RECEIVES  DUE IN")
                .contains("m-1      in-flight  5s   1         30s")
                .contains("m-2      visible    5s   0 ")
                .endsWith("more: --cursor 2\n");
        assertThat(run("msg", "peek", "q", "--cursor", "4", "-o", "json")
                        .json()
                        .at("/messages/0/body")
                        .asText())
                .isEqualTo("beetle");
        assertThat(run("msg", "peek", "q", "--newest", "--max", "1").out())
                .contains("beetle")
                .doesNotContain("crab");

        Ended found = run("msg", "search", "q", "be", "--max", "2", "-o", "json");
        assertThat(found.json().at("/messages").size()).isEqualTo(2);
        assertThat(found.json().at("/scanned").asInt()).isEqualTo(4);
        assertThat(run("msg", "search", "q", "be").out()).contains("beetle").contains("found 3 of 5 in ");
        assertThat(run("msg", "search", "q", "whale").out()).startsWith("found 0 of 5 in ");

        assertThat(run("msg", "tail", "q", "--newest", "2", "--count", "2").out())
                .contains("m-4  -  crab")
                .contains("m-5  -  beetle");
        assertThat(run("msg", "peek", "q", "--state", "asleep").code()).isEqualTo(ExitCode.USAGE);
        assertThat(run("msg", "peek", "none").code()).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(run("msg").code()).isEqualTo(2);
        assertThat(cluster.size("q")).isEqualTo(5);
    }

    @Test
    void pausesQueuesAndLimitsThem() throws IOException {
        run("queue", "create", "q");

        assertThat(run("queue", "delivery", "q").out())
                .contains("not paused", "at most: no rate, no limit in flight")
                .doesNotContain("held back");
        assertThat(run("queue", "pause", "q").out()).contains("paused");
        assertThat(run("queue", "limit", "q", "--rate", "10", "--per", "60", "--in-flight", "3")
                        .out())
                .contains("at most: 10 messages in 60 s, 3 in flight");
        assertThat(run("queue", "delivery", "q").out())
                .contains(
                        "paused since 2023-11-14T22:13:20Z",
                        "at most: 10 messages in 60 s, 3 in flight",
                        "held back by: paused, next message at 2023-11-14T22:13:21Z");
        assertThat(run("queue", "resume", "q", "-o", "json")
                        .json()
                        .get("delivery")
                        .asText())
                .isEqualTo("resumed");
        var json = run("queue", "delivery", "q", "-o", "json").json();
        assertThat(json.get("paused").asBoolean()).isFalse();
        assertThat(json.get("rate").asInt()).isEqualTo(10);
        assertThat(json.get("per_seconds").asInt()).isEqualTo(60);
        assertThat(json.get("in_flight").asInt()).isEqualTo(3);
        assertThat(run("queue", "limit", "q").out()).contains("at most: no rate, no limit in flight");
    }

    @Test
    void looksAtGroupsAndMendsThem() throws IOException {
        run("queue", "create", "q.fifo");

        assertThat(run("group", "policy", "q.fifo", "park", "--after", "4").out())
                .contains("set");
        assertThat(run("group", "park", "q.fifo", "g").out()).contains("parked");
        run("group", "park", "q.fifo", "h");
        assertThat(run("group", "list", "q.fifo", "--state", "parked").out())
                .startsWith("GROUP")
                .contains("g  ", "h  ", "on poison: park after 4 receives, parked groups: 2");
        assertThat(run("group", "list", "q.fifo", "--max", "1", "-o", "json")
                        .json()
                        .at("/groups/0/head_receives")
                        .asInt())
                .isEqualTo(3);
        assertThat(run("group", "skip", "q.fifo", "g").out()).contains("skipped-g");
        assertThat(run("group", "skip", "q.fifo", "g", "--discard").out()).contains("discarded-g");
        assertThat(run("group", "release", "q.fifo", "receipt").out()).contains("4 released");
        assertThat(run("group", "resume", "q.fifo", "g").out()).contains("resumed");
        assertThat(run("group", "policy", "q.fifo", "block").code()).isZero();
        assertThat(run("group", "list", "q.fifo", "-o", "json")
                        .json()
                        .get("on_poison")
                        .asText())
                .isEqualTo("block");
        assertThat(run("group").code()).isEqualTo(2);
    }

    @Test
    void takesAMessageThroughAFifoQueue() throws IOException {
        assertThat(run("queue", "create", "q.fifo").code()).isZero();

        Ended sent = run("send", "q.fifo", "hello", "--group", "g", "--dedup-id", "once", "-o", "json");
        run("send", "q.fifo", "hello again", "--group", "g", "--dedup-id", "once");

        assertThat(sent.json().at("/messages/0/sequence_number").asText()).isEqualTo("00000000000000000001");
        assertThat(cluster.size("q.fifo")).isEqualTo(1);
        assertThat(run("receive", "q.fifo", "--attempt", "one").out())
                .contains("group    g")
                .contains("sequence 00000000000000000001");
        assertThat(run("send", "q.fifo", "a", "b", "--group", "g", "--dedup-id", "x")
                        .code())
                .isEqualTo(ExitCode.USAGE);
        assertThat(run("bench", "queue", "--fifo", "--groups", "1000001").code())
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void listsDescribesSetsPurgesAndDeletesQueues() throws IOException {
        run("queue", "create", "a");
        run("queue", "create", "b");

        assertThat(run("queue", "list", "-o", "json")
                        .json()
                        .at("/queues/1/name")
                        .asText())
                .isEqualTo("b");
        assertThat(run("queue", "list").out()).startsWith("NAME").contains("a  ");
        assertThat(run("queue", "set", "a", "VisibilityTimeout=5").code()).isZero();
        assertThat(run("queue", "describe", "a", "-o", "json")
                        .json()
                        .at("/attributes/VisibilityTimeout")
                        .asText())
                .isEqualTo("5");
        assertThat(run("queue", "purge", "a").code()).isZero();
        assertThat(run("queue", "delete", "a").code()).isZero();
        assertThat(run("queue", "delete", "a").code()).isEqualTo(ExitCode.NOT_FOUND);
    }

    @Test
    void tagsPermitsAndRevokes() throws IOException {
        run("queue", "create", "a");

        assertThat(run("queue", "tag", "a", "team=blue", "cost=").code()).isZero();
        assertThat(run("queue", "untag", "a", "cost").code()).isZero();
        assertThat(run("queue", "tags", "a", "-o", "json").json().at("/tags").toString())
                .isEqualTo("{\"team\":\"blue\"}");
        assertThat(run("queue", "tags", "a").out()).startsWith("KEY").contains("team");
        assertThat(run("queue", "permit", "a", "x", "--account", "111111111111", "--action", "SendMessage")
                        .code())
                .isZero();
        assertThat(cluster.permissions("a")).isEqualTo(Map.of("x", "[111111111111] [SendMessage]"));
        assertThat(run("queue", "revoke", "a", "x").code()).isZero();
        assertThat(cluster.permissions("a")).isEmpty();
        assertThat(run("queue", "permit", "a", "x").code()).isEqualTo(ExitCode.USAGE);
        assertThat(run("queue", "tag", "a").code()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void consumesWhatIsThereAndStops() {
        run("queue", "create", "q");
        run("send", "q", "one", "two", "three");

        Ended ended = run("consume", "q", "--count", "3");

        assertThat(ended.code()).isZero();
        assertThat(ended.out().lines()).containsExactlyInAnyOrder("one", "two", "three");
        assertThat(cluster.size("q")).isZero();
    }

    @Test
    void showsTheClusterAndWhetherItIsReady() throws IOException {
        Ended status = run("status", "-o", "json");

        assertThat(status.json().get("ready").asBoolean()).isTrue();
        assertThat(status.json().at("/nodes/0/node_id").asText()).isEqualTo("n1");
        assertThat(status.json().at("/tablets/1/leader_node_id").asText()).isEqualTo("n1");
        assertThat(run("status").out()).contains("NODE").contains("TABLET").contains("0 (catalog)");
        assertThat(run("status", "--check").code()).isZero();

        cluster.lead(null);
        assertThat(run("status", "--check").code()).isEqualTo(ExitCode.CONDITION);
    }

    @Test
    void awaitsReadinessWithinItsTime() {
        Ended ready = run("await-ready", "--timeout", "5");
        assertThat(ready.code()).isZero();
        assertThat(ready.out().trim())
                .isEqualTo(cluster.node(1).address() + "," + cluster.node(2).address());

        cluster.lead(null);
        Ended late = run("await-ready", "--timeout", "1");
        assertThat(late.code()).isEqualTo(ExitCode.ERROR);
        assertThat(late.err()).contains("0 of 2 tablets led").contains("not ready after 1 s");
    }

    @Test
    void movesLeaders() {
        assertThat(run("transfer", "1", "n2").out()).contains("led by n2");
        assertThat(run("transfer", "1", "n9").code()).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(run("drain", "n1").out()).contains("1 leads moved");
        assertThat(run("drain", "n1", "--undo").out()).contains("may lead again");
        assertThat(run("add-tablets", "1").out()).contains("added 2");
    }

    @Test
    void comparesReplicasAndEndsOtherwiseUnlessTheyAreEqual() throws IOException {
        Ended one = run("compare", "1", "-o", "json");
        assertThat(one.code()).isZero();
        assertThat(one.json().get("equal").asBoolean()).isTrue();
        assertThat(one.json().at("/tablets/0/replicas/1/index").asInt()).isEqualTo(9);
        assertThat(one.json().at("/tablets/0/replicas/1/sha256").asText()).hasSize(64);
        assertThat(run("compare").out()).contains("DIGEST").contains("2:9").contains("0123456789ab");
        assertThat(run("compare", "2").code()).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(run("compare", "--timeout", "0").code()).isEqualTo(ExitCode.USAGE);
        assertThat(run("compare", "--timeout", "61").code()).isEqualTo(ExitCode.USAGE);

        cluster.setVerdict(ReplicaVerdict.REPLICA_VERDICT_DIFFERENT);
        Ended all = run("compare", "-o", "json");
        assertThat(all.code()).isEqualTo(ExitCode.CONDITION);
        assertThat(all.json().get("equal").asBoolean()).isFalse();
        assertThat(all.json().at("/tablets/0/verdict").asText()).isEqualTo("equal");
        assertThat(all.json().at("/tablets/1/verdict").asText()).isEqualTo("different");

        cluster.setVerdict(ReplicaVerdict.REPLICA_VERDICT_INCOMPARABLE);
        assertThat(run("compare", "1").code()).isEqualTo(ExitCode.CONDITION);
    }

    @Test
    void benchesAndPrintsOneObject() throws IOException {
        Ended bench = run(
                "bench",
                "queue",
                "--secs",
                "1",
                "--warmup",
                "0",
                "--rate",
                "100",
                "--size",
                "64",
                "--verify",
                "-o",
                "json");

        assertThat(bench.code()).isZero();
        assertThat(bench.json().get("lost").asInt()).isZero();
        assertThat(bench.json().at("/ack_ms/p99_9").isNumber()).isTrue();
        assertThat(bench.json().at("/run/rate").asInt()).isEqualTo(100);
        assertThat(run("bench", "queue", "--size", "1").code()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void saysWhatToDoWhenItFails() {
        Ended none = run("send", "none", "x");
        assertThat(none.code()).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(none.err()).contains("does not exist").contains("sluice queue list");

        assertThat(run("nonsense").code()).isEqualTo(ExitCode.USAGE);
        assertThat(run().code()).isEqualTo(ExitCode.USAGE);

        cluster.close();
        Ended down = run("queue", "list", "--call-timeout", "1");
        assertThat(down.code()).isEqualTo(ExitCode.ERROR);
        assertThat(down.err()).contains("is the cluster up?");
    }

    @Test
    void completesInBash() {
        assertThat(run("completion").out()).contains("complete -F").contains("await-ready");
    }

    private Ended run(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        if (!all.isEmpty()) {
            all.add("--endpoints");
            all.add(String.join(",", cluster.addresses()));
        }
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), all.toArray(new String[0]));
        return new Ended(code, out.toString(), err.toString());
    }
}
