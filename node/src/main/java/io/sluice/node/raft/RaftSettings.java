package io.sluice.node.raft;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.conf.Parameters;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.grpc.GrpcConfigKeys;
import org.apache.ratis.grpc.GrpcTlsConfig;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.server.RaftServerConfigKeys.Log;
import org.apache.ratis.server.RaftServerConfigKeys.Read;
import org.apache.ratis.server.RaftServerConfigKeys.Rpc;
import org.apache.ratis.server.RaftServerConfigKeys.Snapshot;
import org.apache.ratis.thirdparty.io.netty.handler.ssl.SslProvider;
import org.apache.ratis.util.SizeInBytes;
import org.apache.ratis.util.TimeDuration;

/**
 * Every setting of Ratis, each with its reason. Two of its switches are never to be turned on, for
 * they call an entry durable that is not: {@code log.async-flush} (in 3.3.0 it ignores a failed
 * fsync) and {@code log.unsafe-flush}.
 */
final class RaftSettings {
    /** Largest entry and largest append request; a larger entry would make the leader step down. */
    static final SizeInBytes APPEND_BYTES_MAX = SizeInBytes.valueOf("4MB");

    /** The snapshot of last resort comes when our own duty is this many times late. */
    private static final long LATE_SNAPSHOT_FACTOR = 10;

    private RaftSettings() {}

    /** What is handed over as objects: TLS. The property {@code raft.grpc.tls.enabled} does nothing in 3.3.0. */
    static Parameters parameters(RaftConfig config) {
        Parameters parameters = new Parameters();
        config.tls()
                .ifPresent(tls -> GrpcConfigKeys.TLS.setConf(
                        parameters,
                        GrpcTlsConfig.newBuilder()
                                .setName("peers")
                                .setKeyManager(tls.keys())
                                .setTrustManager(tls.trust())
                                .setMutualTls(true)
                                // The native library of Ratis' own copy would be one more thing to patch.
                                .setSslProvider(SslProvider.JDK)
                                .build()));
        return parameters;
    }

    static RaftProperties of(RaftConfig config) {
        RaftProperties settings = new RaftProperties();
        network(settings, config);
        elections(settings, config);
        log(settings);
        appending(settings);
        snapshots(settings, config.limits());
        requests(settings);
        return settings;
    }

    private static void network(RaftProperties settings, RaftConfig config) {
        RaftServerConfigKeys.setStorageDir(settings, List.of(config.directory().toFile()));
        GrpcConfigKeys.Server.setHost(settings, config.bindHost());
        GrpcConfigKeys.Server.setPort(settings, config.port());
        // At least the append limit and a megabyte, or the start fails.
        GrpcConfigKeys.setMessageSizeMax(settings, SizeInBytes.valueOf("16MB"));
        // All tablets of a pair of nodes share one HTTP/2 window.
        GrpcConfigKeys.setFlowControlWindow(settings, SizeInBytes.valueOf("4MB"));
        // Heartbeats must not queue behind appends.
        GrpcConfigKeys.Server.setHeartbeatChannel(settings, true);
        // Event loops of its own (worker-group.size) would each take two seconds of silence to close; shared ones do
        // not.
    }

    private static void elections(RaftProperties settings, RaftConfig config) {
        // A leader's death is noticed after one such timeout: the stall stays below 3 s on a busy small machine.
        Rpc.setTimeoutMin(settings, time(config.electionMin()));
        Rpc.setTimeoutMax(settings, time(config.electionMax()));
        // A cluster that starts has nobody to disturb.
        Rpc.setFirstElectionTimeoutMin(settings, time(config.electionMin().dividedBy(2)));
        Rpc.setFirstElectionTimeoutMax(settings, time(config.electionMax()));
        // An append that got no answer for so long is sent again: longer than the fsync of a busy disk takes, and soon
        // enough that a lost one does not hold a follower up beyond the 3 s of a stall.
        Rpc.setRequestTimeout(settings, millis(2_000));
        // Only tells of followers that are slow, which we do not listen to: rarely enough not to fill the log.
        Rpc.setSlownessTimeout(settings, millis(10_000));
        // Only tells that nobody leads, several elections long; /readyz and the lag of replicas say so anyway.
        RaftServerConfigKeys.Notification.setNoLeaderTimeout(settings, millis(5_000));
        // Also how long a leader may be cut off, or paused by its JVM, before it steps down.
        RaftServerConfigKeys.LeaderElection.setLeaderStepDownWaitTime(settings, millis(1_000));
        // Asks the others before it begins a term: a node that was cut off does not depose the leader when it is back.
        RaftServerConfigKeys.LeaderElection.setPreVote(settings, true);
        // After a longer pause of the JVM Ratis closes itself; we rather exit through the watch.
        RaftServerConfigKeys.setCloseThreshold(settings, TimeDuration.valueOf(600, TimeUnit.SECONDS));
        // A new member without progress for so long is given up: a checkpoint of a large tablet takes a while to begin.
        RaftServerConfigKeys.setStagingTimeout(settings, millis(30_000));
        // A new member this close votes. In entries, and an entry holds many commands: fewer than by default, 1000.
        RaftServerConfigKeys.setStagingCatchupGap(settings, 200);
    }

    private static void log(RaftProperties settings) {
        // Direct memory per tablet; must hold the largest append and a few bytes.
        Log.setWriteBufferSize(settings, SizeInBytes.valueOf((4L << 20) + 65_536));
        // Only closed segments are purged.
        Log.setSegmentSizeMax(settings, SizeInBytes.valueOf("16MB"));
        // Filled with zeros ahead of the entries, and synced with them: what is larger than an entry at full rate
        // writes everything twice; what is smaller changes the file's length, and its inode, at more syncs. ADR 0015.
        Log.setPreallocatedSize(settings, SizeInBytes.valueOf("128KB"));
        // Heap per tablet; as many segments are also read into it at the start, whatever their size.
        Log.setSegmentCacheNumMax(settings, 2);
        Log.setSegmentCacheSizeMax(settings, SizeInBytes.valueOf("32MB"));
        // Not below the write limits, or an append waits while it holds the division's lock.
        Log.setQueueElementLimit(settings, 4_096);
        Log.setQueueByteLimit(settings, SizeInBytes.valueOf("64MB"));
        // Entries that may wait for one fsync, which comes anyway as soon as no other write waits: never reached with
        // the few entries that a proposer has in flight.
        Log.setForceSyncNum(settings, 128);
        // Otherwise every advance of the commit index is one more entry with its fsync and its request.
        Log.setLogMetadataEnabled(settings, false);
        // A torn tail after a crash must not keep all tablets of the node down; LogGuard tells torn from lost.
        Log.setCorruptionPolicy(settings, Log.CorruptionPolicy.WARN_AND_RETURN);
    }

    private static void appending(RaftProperties settings) {
        Log.Appender.setBufferByteLimit(settings, APPEND_BYTES_MAX);
        // The bytes bound a request; the number of its entries does not matter.
        Log.Appender.setBufferElementLimit(settings, 0);
        // The composed path is slow (RATIS-2387, RATIS-2505).
        Log.setAppendEntriesComposeEnabled(settings, false);
        // A pause between requests is time that every commit waits.
        Log.Appender.setWaitTimeMin(settings, millis(0));
        // The default sleeps up to 5 s, and cannot be woken, after a peer was away.
        Log.Appender.setRetryPolicy(settings, "ExponentialBackoffRetry,10ms,500ms,2147483647");
        // Checkpoints travel over our own peer service: Ratis would hold the division's lock meanwhile.
        Log.Appender.setInstallSnapshotEnabled(settings, false);
    }

    private static void snapshots(RaftProperties settings, RaftLimits limits) {
        // Ours is SnapshotDuty, which flushes beside the applying thread; this is for when it is stuck, and for stops.
        Snapshot.setAutoTriggerEnabled(settings, true);
        Snapshot.setAutoTriggerThreshold(settings, limits.snapshotEntries() * LATE_SNAPSHOT_FACTOR);
        Snapshot.setTriggerWhenStopEnabled(settings, true);
        // Our duty decides when; by default Ratis would ignore it until 1024 entries were applied.
        Snapshot.setCreationGap(settings, 1);
        // Otherwise a dead member keeps the log growing for ever.
        Log.setPurgeUptoSnapshotIndex(settings, true);
        // Looks for segments to delete only when so many entries can go: not after every flush of a quiet tablet.
        Log.setPurgeGap(settings, 64);
        // Short absences are made up from the log.
        Log.setPurgePreservationLogNum(settings, limits.logEntriesKept());
    }

    private static void requests(RaftProperties settings) {
        // The proposer has a few entries in flight; this only catches its bugs.
        RaftServerConfigKeys.Write.setElementLimit(settings, 64);
        RaftServerConfigKeys.Write.setByteLimit(settings, SizeInBytes.valueOf("32MB"));
        // About 400 bytes per entry and replica; retries are told apart by request ids, not by this.
        RaftServerConfigKeys.RetryCache.setExpiryTime(settings, millis(10_000));
        // A read reflects every write that was answered before it, whoever answered.
        Read.setOption(settings, Read.Option.LINEARIZABLE);
        // Without the lease, 3.3.0 answers an isolated leader's reads from what was acknowledged before.
        Read.setLeaderLeaseEnabled(settings, true);
        // A read whose leader cannot be sure ends before its caller does, at the length of a stall, and is routed anew.
        Read.setTimeout(settings, millis(3_000));
    }

    private static TimeDuration time(Duration duration) {
        return millis(duration.toMillis());
    }

    private static TimeDuration millis(long count) {
        return TimeDuration.valueOf(count, TimeUnit.MILLISECONDS);
    }
}
