package io.sluice.node.edge.wire;

import com.linecorp.armeria.common.HttpMethod;
import io.sluice.node.edge.wire.codec.DocumentCodec;
import io.sluice.node.edge.wire.codec.Form;
import io.sluice.node.edge.wire.codec.Unreadable;
import io.sluice.node.edge.wire.shape.ServiceModel.Json;
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
        BoundService first = services.get(0);
        Protocol query = new QueryProtocol(first.model(), new Form(Map.of()), asJson(request));
        return request.header(TARGET).isPresent() ? document(request, first).orElse(query) : query;
    }

    private Choice byTarget(Incoming request, String target) {
        if (request.method() != HttpMethod.POST) {
            return new Choice.Foreign(bare(
                    403,
                    "<AccessDeniedException>\n  <Message>Unable to determine service/operation"
                            + " name to be authorized</Message>\n</AccessDeniedException>\n"));
        }
        int dot = target.indexOf('.');
        String prefix = dot < 0 ? target : target.substring(0, dot);
        Optional<BoundService> service = services.stream()
                .filter(one -> one.model().target().equals(prefix))
                .findFirst();
        Optional<Protocol> protocol = service.flatMap(one -> document(request, one));
        if (service.isEmpty() || protocol.isEmpty()) {
            return new Choice.Foreign(unknownOperation());
        }
        return service.get()
                .operation(target.substring(dot + 1))
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
        return ofVersion(form.parameter("Version").orElse(""), ofQueue)
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

    /** Without a version a service is meant by where the request went, or by being the only one. */
    private Optional<BoundService> ofVersion(String version, boolean ofQueue) {
        return services.stream()
                .filter(one -> !one.model().namespace().isEmpty())
                .filter(one -> one.model().version().equals(version)
                        || (version.isEmpty() && (ofQueue || services.size() == 1)))
                .findFirst();
    }

    private Choice refusal(Incoming request, Form form, Function<BoundService, WireFault> fault) {
        return services.stream()
                .filter(one -> !one.model().namespace().isEmpty())
                .findFirst()
                .<Choice>map(one ->
                        new Choice.Refused(new QueryProtocol(one.model(), form, asJson(request)), fault.apply(one)))
                .orElseGet(() -> new Choice.Foreign(unknownOperation()));
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
