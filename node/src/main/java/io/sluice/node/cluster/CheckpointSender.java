package io.sluice.node.cluster;

import com.google.protobuf.UnsafeByteOperations;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.sluice.node.raft.Position;
import io.sluice.peer.v1.FetchCheckpointResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/** Ships the files of one checkpoint, no faster than the receiver takes them. */
final class CheckpointSender {
    private static final int PIECE_BYTES = 1 << 20;
    private static final long STALL_SECONDS_MAX = 30;

    private final ServerCallStreamObserver<FetchCheckpointResponse> responses;
    private final Semaphore ready = new Semaphore(0);

    /** Must be made while the call is being set up: it installs the call's handlers. */
    CheckpointSender(ServerCallStreamObserver<FetchCheckpointResponse> responses) {
        this.responses = responses;
        responses.setOnReadyHandler(ready::release);
        responses.setOnCancelHandler(ready::release);
    }

    /** Sends all files below a directory; blocks until the last piece is handed over. */
    Void send(Path directory, Position position) throws IOException {
        await();
        responses.onNext(FetchCheckpointResponse.newBuilder()
                .setTerm(position.term())
                .setIndex(position.index())
                .build());
        for (Path file : files(directory)) {
            sendFile(directory, file);
        }
        await();
        responses.onNext(FetchCheckpointResponse.newBuilder().setEnd(true).build());
        responses.onCompleted();
        return null;
    }

    void fail(String why) {
        if (!responses.isCancelled()) {
            responses.onError(Status.UNAVAILABLE.withDescription(why).asRuntimeException());
        }
    }

    private void sendFile(Path directory, Path file) throws IOException {
        String name = directory.relativize(file).toString();
        CRC32C checksum = new CRC32C();
        long offset = 0;
        try (InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[PIECE_BYTES];
            boolean last = false;
            while (!last) {
                int read = in.readNBytes(buffer, 0, buffer.length);
                last = read < buffer.length;
                checksum.update(buffer, 0, read);
                await();
                responses.onNext(FetchCheckpointResponse.newBuilder()
                        .setFile(name)
                        .setOffset(offset)
                        .setData(UnsafeByteOperations.unsafeWrap(Arrays.copyOf(buffer, read)))
                        .setLastOfFile(last)
                        .setCrc32C(last ? (int) checksum.getValue() : 0)
                        .build());
                offset += read;
            }
        }
    }

    private void await() throws IOException {
        try {
            while (!responses.isReady()) {
                if (responses.isCancelled()) {
                    throw new IOException("the receiver went away");
                }
                if (!ready.tryAcquire(STALL_SECONDS_MAX, TimeUnit.SECONDS)) {
                    throw new IOException("the receiver took nothing for " + STALL_SECONDS_MAX + " s");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> walk = Files.walk(directory)) {
            return walk.filter(Files::isRegularFile).sorted().toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
