package io.sluice.node.edge.wire;

import com.linecorp.armeria.common.HttpMethod;
import io.sluice.node.edge.wire.codec.DocumentCodec;
import io.sluice.node.edge.wire.codec.Form;
import io.sluice.node.edge.wire.codec.Unreadable;
import io.sluice.node.edge.wire.shape.ServiceModel.Json;
import io.sluice.node.edge.wire.sign.Verifier;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Finds out which operation of which service a request calls, and by which protocol: by {@code X-Amz-Target}, or else
 * by the parameter {@code Action}. The path counts only where it is a queue's URL and no target is named.
 */
final class Chooser {
    private static final String TARGET = "x-amz-target";
    private static final String QUERY_MODE = "x-amzn-query-mode";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String CBOR = "application/x-amz-cbor-1.1";
    private static final Pattern QUEUE_PATH = Pattern.compile("/[0-9]{12}/[^/]+/?");
    /** The service whose queues have URLs. */
    private static final String OF_QUEUES = "SQS";

    private static final byte[] NOTHING = new byte[0];

    /** Operations that make no sense at a queue's own URL. */
    private static final List<String> NOT_OF_A_QUEUE = List.of("CreateQueue", "ListQueues");

    private final List<BoundService> services;
    private final DocumentCodec json = DocumentCodec.json();
    private final DocumentCodec cbor = DocumentCodec.cbor();

    /** Chooses among these. */
    Chooser(List<BoundService> services) {
        this.services = List.copyOf(services);
    }

    Choice choose(Incoming request) {
        Optional<String> target = request.header(TARGET);
        if (target.isPresent()) {
            return byTarget(request, target.get());
        }
        boolean called = request.method() == HttpMethod.GET || request.method() == HttpMethod.POST;
        return called ? byAction(request) : new Choice.Foreign(unknownOperation());
    }

    /** The protocol that a request seems to have, for those of which nothing else can be known. */
    Protocol guess(Incoming request) {
        BoundService meant = meant(request);
        Protocol query = new QueryProtocol(meant.model(), new Form(Map.of()), asJson(request));
        return request.header(TARGET).isPresent() ? document(request, meant).orElse(query) : query;
    }

    /**
     * The service that a request seems to be for: by its target, or else by the scope of its signature, or else by what
     * it is written in; the first of them all where nothing tells.
     */
    BoundService meant(Incoming request) {
        if (services.size() == 1) {
            return services.get(0);
        }
        boolean targeted = request.header(TARGET).isPresent();
        List<BoundService> able = services.stream()
                .filter(one -> targeted
                        ? document(request, one).isPresent()
                        : !one.model().namespace().isEmpty())
                .toList();
        return request.header(TARGET)
                .flatMap(this::targeted)
                .or(() -> scoped(request, able))
                .or(() -> able.stream().findFirst())
                .orElse(services.get(0));
    }

    private Optional<BoundService> targeted(String target) {
        int dot = target.indexOf('.');
        String prefix = dot < 0 ? target : target.substring(0, dot);
        return services.stream()
                .filter(one -> one.model().target().equals(prefix))
                .findFirst();
    }

    private static Optional<BoundService> scoped(Incoming request, List<BoundService> among) {
        return Verifier.service(request.signed())
                .flatMap(name -> among.stream()
                        .filter(one -> one.model().signingName().equals(name))
                        .findFirst());
    }

    private Choice byTarget(Incoming request, String target) {
        if (request.method() != HttpMethod.POST) {
            return new Choice.Foreign(bare(
                    403,
                    "<AccessDeniedException>\n  <Message>Unable to determine service/operation"
                            + " name to be authorized</Message>\n</AccessDeniedException>\n"));
        }
        Optional<BoundService> service = targeted(target);
        Optional<Protocol> protocol = service.flatMap(one -> document(request, one));
        if (service.isEmpty() || protocol.isEmpty()) {
            return new Choice.Foreign(unknownOperation());
        }
        return service.get()
                .operation(target.substring(target.indexOf('.') + 1))
                .<Choice>map(operation -> new Choice.Call(service.get(), operation, protocol.get()))
                .orElseGet(() -> new Choice.Refused(
                        protocol.get(), service.get().faults().unknownOperation("")));
    }

    private Optional<Protocol> document(Incoming request, BoundService service) {
        Json spoken = service.model().json();
        String type = mediaType(request);
        boolean queryMode = spoken == Json.V1_0 && request.header(QUERY_MODE).isPresent();
        String own = spoken == Json.V1_0 ? "application/x-amz-json-1.0" : "application/x-amz-json-1.1";
        if (type.equals(own) || type.equals("application/json")) {
            return Optional.of(new DocumentProtocol(json, type, spoken, request.body(), queryMode));
        }
        return type.equals(CBOR) && spoken == Json.V1_1
                ? Optional.of(new DocumentProtocol(cbor, type, spoken, request.body(), queryMode))
                : Optional.empty();
    }

    private static String mediaType(Incoming request) {
        String type = request.header("content-type").orElse("");
        int parameters = type.indexOf(';');
        return (parameters < 0 ? type : type.substring(0, parameters)).strip();
    }

    private Choice byAction(Incoming request) {
        boolean ofQueue = QUEUE_PATH.matcher(request.path()).matches();
        Form form;
        try {
            form = Form.parse(
                    request.query(),
                    mediaType(request).equals(FORM) ? request.body().array() : NOTHING);
        } catch (Unreadable broken) {
            return refusal(
                    request, new Form(Map.of()), service -> service.faults().unreadable(broken.text()));
        }
        Optional<String> action = form.parameter("Action").filter(name -> !name.isEmpty());
        if (action.isEmpty()) {
            return new Choice.Foreign(unknownOperation());
        }
        boolean valid = !ofQueue || !NOT_OF_A_QUEUE.contains(action.get());
        Form addressed = ofQueue ? addressed(form, request.path()) : form;
        return ofVersion(request, form.parameter("Version").orElse(""), ofQueue)
                .filter(service -> valid)
                .flatMap(service -> service.operation(action.get())
                        .<Choice>map(operation -> new Choice.Call(
                                service, operation, new QueryProtocol(service.model(), addressed, asJson(request)))))
                .orElseGet(() -> refusal(request, form, one -> one.faults().unknownOperation(action.get())));
    }

    /** The query protocol answers in JSON those who would have that rather than anything else. */
    private static boolean asJson(Incoming request) {
        String accepted = request.header("accept").orElse("");
        int end = accepted.indexOf(',') < 0 ? accepted.length() : accepted.indexOf(',');
        String first = accepted.substring(0, end);
        int parameters = first.indexOf(';');
        return (parameters < 0 ? first : first.substring(0, parameters)).strip().equalsIgnoreCase("application/json");
    }

    /**
     * A signature tells the service, so no other is looked for. Without a version a service is meant by where the
     * request went, or by being the only one.
     */
    private Optional<BoundService> ofVersion(Incoming request, String version, boolean ofQueue) {
        List<BoundService> spoken = services.stream()
                .filter(one -> !one.model().namespace().isEmpty())
                .toList();
        List<BoundService> able = spoken.size() == 1
                ? spoken
                : scoped(request, spoken).map(List::of).orElse(spoken);
        return able.stream()
                .filter(one -> one.model().version().equals(version)
                        || (version.isEmpty()
                                && (able.size() == 1
                                        || (ofQueue && one.model().name().equals(OF_QUEUES)))))
                .findFirst();
    }

    private Choice refusal(Incoming request, Form form, Function<BoundService, WireFault> fault) {
        BoundService meant = meant(request);
        return meant.model().namespace().isEmpty()
                ? new Choice.Foreign(unknownOperation())
                : new Choice.Refused(new QueryProtocol(meant.model(), form, asJson(request)), fault.apply(meant));
    }

    /** At a queue's URL that queue is meant, if the parameters do not say another. */
    private static Form addressed(Form form, String path) {
        if (form.parameter("QueueUrl").isPresent()) {
            return form;
        }
        Map<String, String> parameters = new LinkedHashMap<>(form.parameters());
        parameters.put("QueueUrl", path);
        return new Form(parameters);
    }

    private static Answer unknownOperation() {
        return bare(404, "<UnknownOperationException/>\n");
    }

    private static Answer bare(int status, String xml) {
        return Answer.of(status, Answer.XML, xml.getBytes(StandardCharsets.UTF_8));
    }
}
