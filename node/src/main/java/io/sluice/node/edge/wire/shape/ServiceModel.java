package io.sluice.node.edge.wire.shape;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A service of AWS: what it can be asked and what it answers.
 *
 * @param name short name such as {@code SQS}
 * @param version of the API, as requests of the query protocol name it
 * @param target what stands before the operation in {@code X-Amz-Target}; empty without a JSON protocol
 * @param json the JSON protocol that it speaks
 * @param namespace of its XML; empty without a query protocol
 * @param operations by name
 * @param errors by shape
 */
public record ServiceModel(
        String name,
        String version,
        String target,
        Json json,
        String namespace,
        SortedMap<String, Operation> operations,
        Map<String, Fault> errors) {

    /** What credentials call the service that they are for. */
    public String signingName() {
        return name.toLowerCase(Locale.ROOT);
    }

    /** Which JSON protocol a service speaks. */
    public enum Json {
        /** None. */
        NONE,
        /** awsJson 1.0; what is wrong is told by the service, in its own words. */
        V1_0,
        /** awsJson 1.1, and the same as CBOR; constraints of the model are checked by AWS's framework. */
        V1_1
    }

    /**
     * An operation.
     *
     * @param output absent where nothing comes back
     * @param errors shapes of errors that it may tell, of those that the model knows
     */
    public record Operation(String name, StructureShape input, Optional<StructureShape> output, List<String> errors) {
        public Operation {
            errors = List.copyOf(errors);
        }
    }

    /**
     * An error that the model knows.
     *
     * @param shape its name
     * @param code what the query protocol calls it
     * @param status of HTTP
     * @param sender true when the caller is at fault
     */
    public record Fault(String shape, String code, int status, boolean sender) {}
}
