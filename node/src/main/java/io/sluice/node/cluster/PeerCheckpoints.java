package io.sluice.node.cluster;

import io.grpc.StatusRuntimeException;
import io.sluice.node.model.NodeId;
import io.sluice.node.model.TabletId;
import io.sluice.node.raft.CheckpointSource;
import io.sluice.node.raft.Position;
import io.sluice.peer.v1.FetchCheckpointRequest;
import io.sluice.peer.v1.FetchCheckpointResponse;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;

/** Fetches checkpoints from peers: file by file, each checked by its checksum and fsynced. */
public final class PeerCheckpoints implements CheckpointSource {
    private static final long FETCH_MILLIS_MAX = TimeUnit.HOURS.toMillis(2);

    private final PeerLinks links;

    /** Fetches over the given links. */
    public PeerCheckpoints(PeerLinks links) {
        this.links = links;
    }

    @Override
    public Position fetch(NodeId from, TabletId tablet, Path into) throws IOException {
        try {
            Iterator<FetchCheckpointResponse> pieces = links.to(from)
                    .blockingStub(FETCH_MILLIS_MAX)
                    .fetchCheckpoint(FetchCheckpointRequest.newBuilder()
                            .setTablet(tablet.value())
                            .build());
            FetchCheckpointResponse first = pieces.next();
            while (true) {
                FetchCheckpointResponse piece = pieces.next();
                if (piece.getEnd()) {
                    return new Position(first.getTerm(), first.getIndex());
                }
                receiveFile(into, piece, pieces);
            }
        } catch (StatusRuntimeException e) {
            throw new IOException("checkpoint of " + tablet + " from " + from + ": " + e.getStatus(), e);
        }
    }

    private static void receiveFile(Path into, FetchCheckpointResponse first, Iterator<FetchCheckpointResponse> pieces)
            throws IOException {
        Path file = into.resolve(first.getFile()).normalize();
        if (!file.startsWith(into)) {
            throw new IOException("a checkpoint's file lies outside of it: " + first.getFile());
        }
        Path parent = file.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        CRC32C checksum = new CRC32C();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            FetchCheckpointResponse piece = first;
            while (true) {
                checksum.update(piece.getData().asReadOnlyByteBuffer());
                var data = piece.getData().asReadOnlyByteBuffer();
                while (data.hasRemaining()) {
                    channel.write(data);
                }
                if (piece.getLastOfFile()) {
                    break;
                }
                piece = pieces.next();
            }
            if ((int) checksum.getValue() != piece.getCrc32C()) {
                throw new IOException("checksum of " + first.getFile() + " does not match");
            }
            channel.force(true);
        }
    }
}
