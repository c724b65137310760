package io.sluice.node.edge.wire;

import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.sluice.node.edge.wire.shape.ServiceModel;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A service of AWS, bound to one of ours.
 *
 * @param operations by AWS's name, all that the model has
 */
record BoundService(ServiceModel model, Map<String, BoundOperation> operations, Faults faults) {
    /** Binds every operation of a model to the method of its name; one that there is not stops the start. */
    static BoundService of(ServiceModel model, ServerServiceDefinition service) {
        Map<String, ServerMethodDefinition<?, ?>> methods = new HashMap<>();
        service.getMethods()
                .forEach(method -> methods.put(method.getMethodDescriptor().getBareMethodName(), method));
        Map<String, BoundOperation> operations = new HashMap<>();
        model.operations().forEach((name, operation) -> {
            ServerMethodDefinition<?, ?> method = methods.get(name);
            if (method == null) {
                throw new IllegalArgumentException(
                        model.name() + " has " + name + ", and no method of ours is called so");
            }
            operations.put(name, BoundOperation.of(operation, method));
        });
        return new BoundService(model, Map.copyOf(operations), new Faults(model));
    }

    /** The operation of that name. */
    Optional<BoundOperation> operation(String name) {
        return Optional.ofNullable(operations.get(name));
    }
}
