package io.sluice.node.edge.wire;

import com.linecorp.armeria.common.HttpObject;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Reads a request to its end and keeps nothing of it. */
final class Discarding implements Subscriber<HttpObject> {
    @Override
    public void onSubscribe(Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(HttpObject part) {
        // Plain arrays, which need no release.
    }

    @Override
    public void onError(Throwable thrown) {
        // Told by the request itself.
    }

    @Override
    public void onComplete() {
        // Told by the request itself.
    }
}
