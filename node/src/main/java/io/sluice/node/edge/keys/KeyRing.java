package io.sluice.node.edge.keys;

import io.sluice.node.cluster.CatalogCache;
import io.sluice.node.cluster.Router;
import io.sluice.node.command.AccessKey;
import io.sluice.node.command.CatalogCommand;
import io.sluice.node.command.Query;
import io.sluice.node.command.Reply;
import io.sluice.node.edge.access.Identity;
import io.sluice.node.edge.access.Scope;
import io.sluice.node.model.RequestId;
import io.sluice.node.model.TabletId;
import io.sluice.node.raft.ProposeFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The access keys that callers of this node use: from its own replica of the catalog, read again after each change of
 * it, so that a deleted key is refused as soon as this node has applied the deletion. A key that the replica does not
 * have may have been made a moment ago, so the catalog's leader is asked, for a bounded number of ids at a time, and
 * what it does not have is remembered for a second. Thread-safe.
 */
public final class KeyRing {
    /** Keys that are kept at hand, and ids of which it is remembered that there are none. */
    static final int KEPT_MAX = 20_000;

    /** Questions to the catalog's leader about unknown ids, under way at a time. */
    static final int QUESTIONS_MAX = 64;

    /** Uses that one command notes. */
    private static final int USES_PER_COMMAND = 1_000;

    /** Characters of an id. */
    static final int ID_CHARS = 20;

    private static final long MISSING_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long QUESTION_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final Logger LOG = LoggerFactory.getLogger(KeyRing.class);

    private final Function<String, Optional<AccessKey>> own;
    private final LongSupplier changes;
    private final Router router;
    private final SecretSeal seal;
    private final Optional<KnownKey> root;
    private final Map<String, Kept> kept = new ConcurrentHashMap<>();
    private final Semaphore questions = new Semaphore(QUESTIONS_MAX);

    /** What was found, when the catalog had changed so often; without a key until then only. */
    private record Kept(Optional<KnownKey> key, long changes, long untilNanos) {
        boolean holds() {
            return key.isPresent() || untilNanos - System.nanoTime() > 0;
        }
    }

    /**
     * The keys of a cluster.
     *
     * @param root a key that is in no catalog, by which the first one is made
     */
    public KeyRing(CatalogCache catalog, Router router, SecretSeal seal, Optional<KnownKey> root) {
        this(catalog::accessKey, catalog::changes, router, seal, root);
    }

    KeyRing(
            Function<String, Optional<AccessKey>> own,
            LongSupplier changes,
            Router router,
            SecretSeal seal,
            Optional<KnownKey> root) {
        this.own = own;
        this.changes = changes;
        this.router = router;
        this.seal = seal;
        this.root = root;
    }

    /** The key of that id; done at once when this node knows it. Fails when it cannot be found out now. */
    public CompletableFuture<Optional<KnownKey>> find(String id) {
        if (root.isPresent() && root.get().identity().credential().equals(id)) {
            return CompletableFuture.completedFuture(root);
        }
        if (!isId(id)) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        // Read before the key is: a change in between makes what is kept count as old.
        long now = changes.getAsLong();
        Kept known = kept.get(id);
        if (known != null && known.changes() == now && known.holds()) {
            known.key().ifPresent(KnownKey::use);
            return CompletableFuture.completedFuture(known.key());
        }
        Optional<AccessKey> stored = own.apply(id);
        return stored.isPresent() ? keep(id, stored, now) : ask(id, now);
    }

    private CompletableFuture<Optional<KnownKey>> ask(String id, long now) {
        if (!questions.tryAcquire()) {
            return CompletableFuture.failedFuture(
                    ProposeFailure.overloaded("too many unknown access keys are asked for"));
        }
        return router.query(TabletId.CATALOG, new Query.FindKey(id), System.nanoTime() + QUESTION_NANOS)
                .whenComplete((reply, thrown) -> questions.release())
                .thenCompose(
                        reply -> keep(id, ((Reply.Keys) reply).keys().stream().findFirst(), now));
    }

    private CompletableFuture<Optional<KnownKey>> keep(String id, Optional<AccessKey> stored, long now) {
        if (kept.size() >= KEPT_MAX) {
            kept.clear();
        }
        Optional<KnownKey> key = stored.flatMap(this::open);
        kept.put(id, new Kept(key, now, System.nanoTime() + MISSING_NANOS));
        key.ifPresent(KnownKey::use);
        return CompletableFuture.completedFuture(key);
    }

    private Optional<KnownKey> open(AccessKey stored) {
        Optional<byte[]> secret = seal.open(stored);
        if (secret.isEmpty()) {
            LOG.error("an access key cannot be unsealed: this node has another access.sealingFile id={}", stored.id());
        }
        Scope scope = new Scope(stored.actions(), stored.resources());
        return secret.map(
                bytes -> new KnownKey(new Identity(stored.account(), stored.name(), stored.id(), scope, false), bytes));
    }

    private static boolean isId(String id) {
        if (id.length() != ID_CHARS) {
            return false;
        }
        for (int i = 0; i < ID_CHARS; i++) {
            char c = id.charAt(i);
            if (!((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))) {
                return false;
            }
        }
        return true;
    }

    /** Notes in the catalog which keys were used since this was called last; blocks until that is done. */
    public void noteUses() {
        List<String> used = new ArrayList<>();
        kept.forEach((id, known) -> {
            if (used.size() < USES_PER_COMMAND
                    && known.key().filter(KnownKey::takeUsed).isPresent()) {
                used.add(id);
            }
        });
        if (!used.isEmpty()) {
            var unused = router.execute(
                            TabletId.CATALOG,
                            RequestId.NONE,
                            new CatalogCommand.NoteKeyUses(used),
                            System.nanoTime() + QUESTION_NANOS,
                            OptionalLong.empty())
                    .join();
        }
    }
}
