package io.sluice.node.edge.call;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** What a check of user input comes to: a value, or what is wrong with it. */
public sealed interface Checked<T> {
    /** Input that is in order. */
    record Good<T>(T value) implements Checked<T> {
        @Override
        public <R> R match(Function<? super T, R> good, Function<ApiError, R> bad) {
            return good.apply(value);
        }
    }

    /** Input that is not. */
    record Bad<T>(ApiError error) implements Checked<T> {
        @Override
        public <R> R match(Function<? super T, R> good, Function<ApiError, R> bad) {
            return bad.apply(error);
        }
    }

    /** Input that is in order. */
    static <T> Checked<T> good(T value) {
        return new Good<>(value);
    }

    /** Input that is not. */
    static <T> Checked<T> bad(ApiError error) {
        return new Bad<>(error);
    }

    /** Goes one way or the other. */
    <R> R match(Function<? super T, R> good, Function<ApiError, R> bad);

    /** Goes on with the value, or fails with the error. */
    default <R> CompletableFuture<R> compose(Function<? super T, CompletableFuture<R>> next) {
        return match(next, ApiFailure::future);
    }

    /** Checks further, or stays bad. */
    default <R> Checked<R> then(Function<? super T, Checked<R>> next) {
        return match(next, Checked::bad);
    }
}
