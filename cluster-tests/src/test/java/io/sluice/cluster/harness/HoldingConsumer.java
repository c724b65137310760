package io.sluice.cluster.harness;

import io.sluice.client.SluiceClient;
import io.sluice.client.consumer.ConsumerSettings;
import io.sluice.client.consumer.QueueConsumer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A consumer in a process of its own that takes messages and never ends with any. */
public final class HoldingConsumer implements AutoCloseable {
    private final Process process;

    private HoldingConsumer(Process process) {
        this.process = process;
    }

    /** Starts one; 0 is no session, and then messages stay hidden for the visibility. */
    public static HoldingConsumer start(
            String address, String queue, Duration heartbeat, Duration visibility, Path log) {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HoldingConsumer.class.getName(),
                        address,
                        queue,
                        Long.toString(heartbeat.toSeconds()),
                        Long.toString(visibility.toSeconds()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        try {
            return new HoldingConsumer(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start a consumer", e);
        }
    }

    /** What runs in the process. */
    public static void main(String[] args) throws InterruptedException {
        ConsumerSettings settings = ConsumerSettings.of(20)
                .withHeartbeat(Duration.ofSeconds(Long.parseLong(args[2])))
                .withVisibility(Duration.ofSeconds(Long.parseLong(args[3])));
        CountDownLatch never = new CountDownLatch(1);
        try (SluiceClient client = SluiceClient.builder(args[0]).build();
                QueueConsumer consumer =
                        QueueConsumer.start(client.queues(), args[1], settings, message -> never.await())) {
            never.await();
        }
    }

    /** SIGKILL. */
    public void kill() {
        process.destroyForcibly();
    }

    /** SIGSTOP: it stands still and its connections stay open. */
    public void pause() {
        Commands.run("kill", "-STOP", Long.toString(process.pid()));
    }

    @Override
    public void close() {
        kill();
    }

    /** The command line, for people. */
    @Override
    public String toString() {
        return List.of(process.info().commandLine()).toString();
    }
}
