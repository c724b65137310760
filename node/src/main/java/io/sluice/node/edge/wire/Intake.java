package io.sluice.node.edge.wire;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpObject;
import com.linecorp.armeria.common.HttpRequest;
import java.io.ByteArrayOutputStream;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * Takes in the body of a request, whether its length is announced or not. A client that writes on reads no answer, and
 * takes the end of its connection for a fault of the network: so a body that is too large is read to its end and thrown
 * away, unless it is out of all proportion. Signals come one after the other.
 */
final class Intake implements Subscriber<HttpObject> {
    /** More than any configuration takes. */
    static final long READ_BYTES_MAX = 65L << 20;

    /** Room made at once for what is announced: a common batch is not copied as it grows, and a lie costs little. */
    private static final int FIRST_BYTES_MAX = 16 << 10;

    private final int keptBytesMax;
    private final CompletableFuture<HttpData> body = new CompletableFuture<>();
    /** Empty as soon as the body is known to be too large. */
    private @Nullable ByteArrayOutputStream kept;

    private @Nullable Subscription subscription;
    private long bytes;

    private Intake(int keptBytesMax, int firstBytes) {
        this.keptBytesMax = keptBytesMax;
        this.kept = keptBytesMax > 0 ? new ByteArrayOutputStream(firstBytes) : null;
    }

    /**
     * The body, once all of it is here.
     *
     * @return fails with {@link Bodies.TooLarge}, or with a cancellation when the request does not come, as its caller
     *     is slow or gone, which is no fault of ours
     */
    static CompletableFuture<HttpData> of(HttpRequest request, int bytesMax) {
        long announced = request.headers().contentLength();
        if (announced > READ_BYTES_MAX) {
            return CompletableFuture.failedFuture(new Bodies.TooLarge(false));
        }
        int firstBytes = (int) Math.min(Math.max(announced, 0), FIRST_BYTES_MAX);
        Intake intake = new Intake(announced > bytesMax ? 0 : bytesMax, firstBytes);
        request.subscribe(intake);
        return intake.body;
    }

    @Override
    public void onSubscribe(Subscription begun) {
        subscription = begun;
        begun.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(HttpObject part) {
        if (!(part instanceof HttpData data)) {
            return; // trailers, of which AWS's protocols have none
        }
        bytes += data.length();
        if (bytes > keptBytesMax) {
            kept = null;
        }
        if (kept != null) {
            kept.writeBytes(data.array());
        }
        if (bytes > READ_BYTES_MAX && subscription != null) {
            subscription.cancel();
            body.completeExceptionally(new Bodies.TooLarge(false));
        }
    }

    @Override
    public void onError(Throwable thrown) {
        body.completeExceptionally(new CancellationException("the request did not come: " + thrown));
    }

    @Override
    public void onComplete() {
        if (kept == null) {
            body.completeExceptionally(new Bodies.TooLarge(true));
        } else {
            body.complete(HttpData.wrap(kept.toByteArray()));
        }
    }
}
