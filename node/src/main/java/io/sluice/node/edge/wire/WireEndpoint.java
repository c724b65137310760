package io.sluice.node.edge.wire;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.grpc.ServerServiceDefinition;
import io.sluice.node.edge.access.Caller;
import io.sluice.node.edge.call.ApiMetrics;
import io.sluice.node.edge.call.Failures;
import io.sluice.node.edge.wire.codec.Unreadable;
import io.sluice.node.edge.wire.shape.ServiceModel;
import io.sluice.node.edge.wire.sign.SignedRequest;
import io.sluice.node.edge.wire.sign.Verifier;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * AWS's services over HTTP. Nothing blocks: a poll that waits is a future, and a client that goes takes its call with
 * it. Each call has its own deadline, so the server's timeout holds only until a request is here.
 */
public final class WireEndpoint implements HttpService {
    private static final String REQUEST_ID = WireIds.HEADER;
    private static final String QUERY_ERROR = "x-amzn-query-error";
    /** The same on every attempt of an SDK at one call. */
    private static final String INVOCATION = "amz-sdk-invocation-id";

    /** What clients under tracing send with every call. */
    private static final String TRACE = "x-amzn-trace-id";

    private static final String CORS_SECONDS = "172800";
    private static final Pattern AUTHORITY = Pattern.compile("[A-Za-z0-9.:_\\[\\]-]{1,255}");

    private final Chooser chooser;
    private final Parts parts;
    private final WireIds ids;
    private final WireDates dates = new WireDates(Clock.systemUTC());
    private final Bodies bodies;
    private final Origins origins;

    /** A service of AWS, and what does its operations. */
    public record Served(ServiceModel model, ServerServiceDefinition by) {}

    /**
     * What the endpoint is built upon.
     *
     * @param services that it serves; the first is taken to be meant where nothing tells
     * @param ownScheme queue URLs begin with this and where the caller has reached this node; empty: with what is
     *     configured
     * @param verifier finds out who has signed a request; empty in development mode
     * @param anybody who everybody is in development mode
     * @param bodyBytesMax of a request
     */
    public record Parts(
            List<Served> services,
            ApiMetrics metrics,
            RandomGenerator random,
            String ownScheme,
            Optional<Verifier> verifier,
            Caller anybody,
            int bodyBytesMax) {
        public Parts {
            services = List.copyOf(services);
        }
    }

    /** Serves through these parts. */
    public WireEndpoint(Parts parts) {
        this.parts = parts;
        this.chooser = new Chooser(parts.services().stream()
                .map(one -> BoundService.of(one.model(), one.by()))
                .toList());
        this.ids = new WireIds(parts.random());
        this.bodies = new Bodies(parts.bodyBytesMax());
        this.origins = new Origins(parts.verifier().isPresent());
    }

    @Override
    public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
        String id = ids.fresh();
        if (origins.refuse(request.headers())) {
            Answer answer = refusal(
                    Incoming.bare(request.headers()),
                    faults -> faults.denied("Pages of other machines may not call in development mode."),
                    id);
            return response(ResponseHeaders.builder(), answer, id);
        }
        if (request.method() == HttpMethod.OPTIONS) {
            return preflight(request, id);
        }
        CompletableFuture<HttpResponse> response = Intake.of(request, bodies.bytesMax())
                .thenCompose(body -> {
                    // The request is here, and whatever it waits for has a deadline of its own.
                    context.clearRequestTimeout();
                    Incoming came = came(context, request, body);
                    // Before anything is decompressed or decoded.
                    return caller(context, came).thenCompose(caller -> answer(context, caller, came, id));
                })
                .handle((answer, thrown) -> {
                    ResponseHeadersBuilder headers = ResponseHeaders.builder();
                    Origins.allow(request.headers(), headers);
                    if (thrown == null) {
                        return response(headers, answer, id);
                    }
                    if (isUnread(thrown) && !context.sessionProtocol().isMultiplex()) {
                        headers.set("connection", "close");
                    }
                    return response(headers, failed(request, thrown, id), id);
                });
        return HttpResponse.of(response);
    }

    private static boolean isUnread(Throwable thrown) {
        return Failures.cause(thrown) instanceof Bodies.TooLarge tooLarge && !tooLarge.read;
    }

    private static Incoming came(ServiceRequestContext context, HttpRequest request, HttpData body) {
        String query = Optional.ofNullable(context.query()).orElse("");
        return new Incoming(request.headers(), context.path(), query, body);
    }

    private CompletableFuture<Caller> caller(ServiceRequestContext context, Incoming came) {
        if (parts.verifier().isEmpty()) {
            return CompletableFuture.completedFuture(parts.anybody());
        }
        // As the client has written it, and signed: the headers have it as the library would have written it.
        SignedRequest signed = SignedRequest.of(came.headers(), context.rawPath(), came.body());
        Optional<InetAddress> address =
                Optional.ofNullable(context.remoteAddress()).map(InetSocketAddress::getAddress);
        boolean secure = context.sessionProtocol().isTls();
        return parts.verifier()
                .get()
                .signer(signed, chooser.meant(came).model().signingName())
                .thenApply(signer -> new Caller(signer, address, secure));
    }

    private CompletableFuture<Answer> answer(ServiceRequestContext context, Caller caller, Incoming came, String id) {
        Incoming meant;
        try {
            meant = bodies.decoded(came);
        } catch (Unreadable broken) {
            return CompletableFuture.completedFuture(refusal(came, faults -> faults.unreadable(broken.text()), id));
        } catch (Bodies.TooLarge tooLarge) {
            return CompletableFuture.completedFuture(refusal(came, faults -> faults.tooLarge(bodies.bytesMax()), id));
        }
        Choice choice = chooser.choose(meant);
        if (choice instanceof Choice.Call call) {
            String invocation = came.header(INVOCATION).orElse("");
            WireCall.Running running = new WireCall(call, id, parts.metrics())
                    .begin(invocation, came.header(TRACE).orElse(""), caller, origin(came));
            if (!running.answer().isDone()) {
                var unused = context.whenRequestCancelling().thenRun(running.cancel());
            }
            return running.answer();
        }
        Answer answer = choice instanceof Choice.Refused refused
                ? refused.protocol().failure(refused.fault(), id)
                : ((Choice.Foreign) choice).answer();
        return CompletableFuture.completedFuture(answer);
    }

    /**
     * Tells what is wrong with a request before anybody could look into it, in the protocol that it seems to have and
     * as the service that it seems to mean calls it.
     */
    private Answer refusal(Incoming request, Function<Faults, WireFault> fault, String id) {
        return chooser.guess(request).failure(fault.apply(chooser.meant(request).faults()), id);
    }

    private Answer failed(HttpRequest request, Throwable thrown, String id) {
        boolean tooLarge = Failures.cause(thrown) instanceof Bodies.TooLarge;
        return refusal(
                Incoming.bare(request.headers()),
                faults -> tooLarge ? faults.tooLarge(bodies.bytesMax()) : faults.of(Failures.error(thrown)),
                id);
    }

    /** Nothing but a host and a port is taken over into URLs. */
    private Optional<String> origin(Incoming request) {
        return Optional.ofNullable(request.headers().authority())
                .filter(authority -> !parts.ownScheme().isEmpty()
                        && AUTHORITY.matcher(authority).matches())
                .map(authority -> parts.ownScheme() + "://" + authority);
    }

    private HttpResponse preflight(HttpRequest request, String id) {
        ResponseHeadersBuilder headers = ResponseHeaders.builder(HttpStatus.OK)
                .set(REQUEST_ID, id)
                .set(HttpHeaderNames.DATE, dates.now())
                .set("access-control-allow-methods", "GET, POST, OPTIONS")
                .set("access-control-max-age", CORS_SECONDS)
                .set("content-length", "0");
        Origins.allow(request.headers(), headers);
        String wanted = request.headers().get("access-control-request-headers");
        if (wanted != null) {
            headers.set("access-control-allow-headers", wanted);
        }
        return HttpResponse.of(headers.build());
    }

    private HttpResponse response(ResponseHeadersBuilder headers, Answer answer, String id) {
        headers.status(HttpStatus.valueOf(answer.status()))
                .set(REQUEST_ID, id)
                .set(HttpHeaderNames.DATE, dates.now())
                .set("content-type", answer.contentType());
        answer.queryError().ifPresent(error -> headers.set(QUERY_ERROR, error));
        return HttpResponse.of(headers.build(), answer.body());
    }
}
