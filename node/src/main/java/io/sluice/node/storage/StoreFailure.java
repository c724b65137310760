package io.sluice.node.storage;

import org.jspecify.annotations.Nullable;

/** The disk state cannot be trusted or reached any more; the replica that owns it must stop. */
public final class StoreFailure extends RuntimeException {
    StoreFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
